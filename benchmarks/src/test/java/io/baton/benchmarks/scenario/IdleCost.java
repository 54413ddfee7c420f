// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateGroup;
import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.system.PeerSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processor time and heap of a process that leads one election, and of one that waits in it, while nothing moves. */
final class IdleCost implements Scenario {

    private static final List<PeerSystem> SYSTEMS = List.of(
            PeerSystem.BATON_ZOOKEEPER,
            PeerSystem.LEADER_LATCH,
            PeerSystem.BATON_ETCD,
            PeerSystem.CAMPAIGN,
            PeerSystem.BATON_RAFT,
            PeerSystem.PLAIN_RATIS);

    private static final int PERIODS = 3;
    private static final Duration SETTLING = Duration.ofSeconds(15);
    private static final double PER_CENT = 100;
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        run.forEachStore(name(), SYSTEMS, (systems, groups) -> {
            for (PeerSystem system : systems) {
                try (CandidateGroup group = groups.of(system, name(), 2)) {
                    measure(run, system, group);
                }
            }
        });
    }

    private static void measure(BenchmarkRun run, PeerSystem system, CandidateGroup group) throws InterruptedException {
        group.lead();
        CandidateProcess leader = group.leader();
        CandidateProcess waiter = group.others().get(0);
        BenchmarkRun.pause(SETTLING);
        List<Double> ofLeader = new ArrayList<>();
        List<Double> ofWaiter = new ArrayList<>();
        for (int period = 0; period < PERIODS; period++) {
            long begun = System.nanoTime();
            double leaderBefore = leader.cpuSeconds();
            double waiterBefore = waiter.cpuSeconds();
            BenchmarkRun.pause(Duration.ofSeconds(run.options().seconds()));
            double seconds =
                    (System.nanoTime() - begun) / (double) Duration.ofSeconds(1).toNanos();
            ofLeader.add(PER_CENT * (leader.cpuSeconds() - leaderBefore) / seconds);
            ofWaiter.add(PER_CENT * (waiter.cpuSeconds() - waiterBefore) / seconds);
        }
        run.measurements().add(system, "idle, processor of the leader", "% of a core", ofLeader);
        run.measurements().add(system, "idle, processor of a process that waits", "% of a core", ofWaiter);
        run.measurements()
                .add(system, "idle, heap of the leader", "MiB", List.of(leader.ask("heap") / BYTES_PER_MEBIBYTE));
    }
}
