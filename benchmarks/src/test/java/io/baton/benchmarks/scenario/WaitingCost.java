// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.process.ProcessCpu;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.report.Measurements;
import io.baton.benchmarks.system.PeerSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What two processes and their server need while one process leads many elections, the other waits in all of them, and nothing
 * moves. Each system has a server for itself: messages are counted there.
 */
final class WaitingCost implements Scenario {

    private static final List<PeerSystem> SYSTEMS =
            List.of(PeerSystem.BATON_ZOOKEEPER, PeerSystem.LEADER_LATCH, PeerSystem.BATON_ETCD, PeerSystem.CAMPAIGN);

    private static final int WINDOWS = 3;
    private static final double PER_CENT = 100;

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        for (PeerSystem system : SYSTEMS) {
            if (run.options().stores().contains(system.store())) {
                try (StoreServer server = run.start(system.store());
                        ManyCandidates both =
                                new ManyCandidates(system, server, run.options().elections())) {
                    CandidateProcess leader = both.enterAndLead();
                    CandidateProcess waiter = both.enterAndWait();
                    new Windows(run, server, leader, waiter).measure(system);
                }
            }
        }
    }

    private record Windows(BenchmarkRun run, StoreServer server, CandidateProcess leader, CandidateProcess waiter) {

        void measure(PeerSystem system) throws InterruptedException {
            List<Double> messages = new ArrayList<>();
            List<Double> serverShare = new ArrayList<>();
            List<Double> waiterShare = new ArrayList<>();
            List<Double> leaderShare = new ArrayList<>();
            for (int window = 0; window < WINDOWS; window++) {
                Reading before = read();
                BenchmarkRun.pause(Duration.ofSeconds(run.options().seconds()));
                Reading after = read();
                double seconds = after.seconds() - before.seconds();
                messages.add((after.messages() - before.messages()) / seconds);
                serverShare.add(PER_CENT * (after.serverCpu() - before.serverCpu()) / seconds);
                waiterShare.add(PER_CENT * (after.waiterCpu() - before.waiterCpu()) / seconds);
                leaderShare.add(PER_CENT * (after.leaderCpu() - before.leaderCpu()) / seconds);
            }
            String where = " while waiting in " + run.options().elections() + " elections";
            Measurements to = run.measurements();
            to.add(system, "messages to the server" + where, "1/s", messages);
            to.add(system, "processor of the server" + where, "% of a core", serverShare);
            to.add(system, "processor of the waiting process" + where, "% of a core", waiterShare);
            to.add(system, "processor of the leader" + where, "% of a core", leaderShare);
        }

        private Reading read() {
            return new Reading(
                    System.nanoTime() / (double) Duration.ofSeconds(1).toNanos(),
                    server.requests(),
                    ProcessCpu.seconds(server.pid()),
                    waiter.cpuSeconds(),
                    leader.cpuSeconds());
        }
    }

    private record Reading(double seconds, long messages, double serverCpu, double waiterCpu, double leaderCpu) {}
}
