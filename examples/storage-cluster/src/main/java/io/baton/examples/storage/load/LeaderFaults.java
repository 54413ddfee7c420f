// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import io.baton.examples.storage.cluster.Instance;
import io.baton.examples.storage.cluster.LocalCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Kills leaders, or kills and freezes them by turns, each time a while after the last fault. A fault is put off where no instance leads, and
 * where the instances could not elect another leader, because they are members of a Raft group and one of them is still
 * starting, and where no write has been acknowledged since the last one. Safe for use by many threads.
 */
final class LeaderFaults implements AutoCloseable {

    private static final Duration PUT_OFF = Duration.ofMillis(250);

    private final LocalCluster cluster;
    private final Duration freeze;
    private final LoadPlan plan;
    private final LongSupplier acknowledged;
    private long acknowledgedBefore;
    private final List<LeaderFault> faults = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

    /**
     * Does nothing before {@link #start}.
     *
     * @param acknowledged how many writes have been acknowledged
     */
    LeaderFaults(LocalCluster cluster, LoadPlan plan, LongSupplier acknowledged) {
        this.acknowledged = acknowledged;
        this.cluster = cluster;
        this.freeze = cluster.lease().plus(Duration.ofSeconds(1));
        this.plan = plan;
    }

    void start() {
        scheduleNext(plan.every());
    }

    /** Returns true when the last fault was, and as long a time is over as between two of them. */
    boolean await(Duration atMost) throws InterruptedException {
        return over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Those that were so far. */
    synchronized List<LeaderFault> faults() {
        return List.copyOf(faults);
    }

    private synchronized void next() {
        boolean recovered = acknowledged.getAsLong() > acknowledgedBefore && cluster.canLoseOne();
        Optional<Instance> leader = recovered ? cluster.leader() : Optional.empty();
        if (faults.size() == plan.faults()) {
            over.countDown();
        } else if (leader.isEmpty()) {
            scheduleNext(PUT_OFF);
        } else {
            scheduleNext(plan.every());
            harm(leader.get());
        }
    }

    private void harm(Instance leader) {
        // Answers that are under way are none of the next leader.
        acknowledgedBefore = acknowledged.getAsLong() + StorageLoad.WRITERS;
        boolean kills = !plan.freezes() || faults.size() % 2 == 0;
        faults.add(new LeaderFault(
                kills ? LeaderFault.Kind.KILL : LeaderFault.Kind.FREEZE, leader.name(), System.nanoTime()));
        if (kills) {
            leader.kill();
        } else {
            leader.freeze();
            var unused = scheduler.schedule(leader::resume, freeze.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void scheduleNext(Duration delay) {
        var unused = scheduler.schedule(this::next, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No process stays frozen. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        cluster.instances().forEach(Instance::resume);
    }
}
