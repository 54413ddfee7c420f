// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;

/** Curator's {@code LeaderLatch}. */
final class LatchClient implements SystemClient {

    private final CuratorFramework client;
    private final Set<LeaderLatch> open = new LinkedHashSet<>();

    LatchClient(CuratorFramework client) {
        this.client = client;
    }

    @Override
    public ElectionEntry enter(String election, Runnable onElected) throws Exception {
        LeaderLatch latch = new LeaderLatch(client, CuratorConnection.queue(election), "latch");
        latch.addListener(new LeaderLatchListener() {
            @Override
            public void isLeader() {
                onElected.run();
            }

            @Override
            public void notLeader() {}
        });
        open.add(latch);
        latch.start();
        return () -> {
            open.remove(latch);
            latch.close();
        };
    }

    @Override
    public boolean hasLeader(String election) throws Exception {
        return new LeaderLatch(client, CuratorConnection.queue(election))
                .getLeader()
                .isLeader();
    }

    @Override
    public void close() throws Exception {
        for (LeaderLatch latch : new ArrayList<>(open)) {
            latch.close();
        }
        client.close();
    }
}
