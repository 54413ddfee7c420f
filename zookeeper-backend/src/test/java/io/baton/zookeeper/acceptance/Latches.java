// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.ElectionName;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;

/** What Curator's recipe needs to stand in an election of Baton's. */
final class Latches {

    private static final int SESSION_MILLIS = 10_000;
    private static final int BOUND_SECONDS = 60;

    private Latches() {}

    /** The path of an election below the default root. */
    static String path(String election) {
        return "/baton/" + new ElectionName(election).encoded();
    }

    /** A client that is connected. */
    static CuratorFramework client(String connectString) throws InterruptedException {
        CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(connectString)
                .sessionTimeoutMs(SESSION_MILLIS)
                .connectionTimeoutMs(SESSION_MILLIS)
                .retryPolicy(new RetryOneTime(100))
                .ensembleTracker(false)
                .build();
        client.start();
        assertThat(client.blockUntilConnected(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        return client;
    }
}
