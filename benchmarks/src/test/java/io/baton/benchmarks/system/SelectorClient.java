// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListener;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;

/** Curator's {@code LeaderSelector}: leads until {@code takeLeadership} returns. */
final class SelectorClient implements SystemClient {

    private static final int BOUND_SECONDS = 60;

    private final CuratorFramework client;

    SelectorClient(CuratorFramework client) {
        this.client = client;
    }

    @Override
    public ElectionEntry enter(String election, Runnable onElected) {
        CountDownLatch released = new CountDownLatch(1);
        LeaderSelectorListener listener = new LeaderSelectorListenerAdapter() {
            @Override
            public void takeLeadership(CuratorFramework connected) throws InterruptedException {
                onElected.run();
                released.await();
            }
        };
        ExecutorService thread = Executors.newSingleThreadExecutor();
        LeaderSelector selector = new LeaderSelector(client, "/selector/" + election, thread, listener);
        selector.start();
        return () -> {
            released.countDown();
            // Closing the selector would interrupt the thread that deletes the node.
            thread.shutdown();
            if (!thread.awaitTermination(BOUND_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(election + " was not left");
            }
            selector.close();
        };
    }

    @Override
    public boolean hasLeader(String election) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        client.close();
    }
}
