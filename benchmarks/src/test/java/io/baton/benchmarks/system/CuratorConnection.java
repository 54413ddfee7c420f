// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.ExponentialBackoffRetry;

/** How Curator's recipes are connected. */
final class CuratorConnection {

    private static final int BOUND_SECONDS = 60;

    private CuratorConnection() {}

    static CuratorFramework open(String address) throws InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(address)
                .sessionTimeoutMs((int) SystemClient.LEASE.toMillis())
                .connectionTimeoutMs((int) SystemClient.LEASE.toMillis())
                .retryPolicy(new ExponentialBackoffRetry(100, 3))
                .ensembleTracker(false)
                .build();
        client.start();
        if (!client.blockUntilConnected(BOUND_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no session at " + address);
        }
        return client;
    }

    /** The queue in which Baton keeps the candidates of an election, so that both can be asked about the same candidates. */
    static String queue(String election) {
        return "/baton/" + election;
    }
}
