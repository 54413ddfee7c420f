// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.system.PeerSystem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One process enters many elections and leads them, a second one waits in all of them; the first one closes its connection, a third
 * one waits, the second one is killed. Each time counts to the last callback, each message up to it.
 */
final class ManyElections implements Scenario {

    private static final List<PeerSystem> SYSTEMS =
            List.of(PeerSystem.BATON_ZOOKEEPER, PeerSystem.LEADER_LATCH, PeerSystem.BATON_ETCD, PeerSystem.CAMPAIGN);

    private static final int MOST_ROUNDS = 3;
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    @Override
    public String name() {
        return "many";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        Map<PeerSystem, Map<String, List<Double>>> values = new LinkedHashMap<>();
        for (int round = 0; round < Math.min(MOST_ROUNDS, run.options().rounds()); round++) {
            for (PeerSystem system : SYSTEMS) {
                if (run.options().stores().contains(system.store())) {
                    round(run, system, values.computeIfAbsent(system, any -> new LinkedHashMap<>()));
                }
            }
        }
        int elections = run.options().elections();
        values.forEach((system, ofSystem) -> ofSystem.forEach((what, measured) -> run.measurements()
                .add(
                        system,
                        elections + " elections: " + what,
                        what.startsWith("messages") ? "per election" : "s",
                        measured)));
    }

    /** A system that does not come to the end keeps what it has come to. */
    private static void round(BenchmarkRun run, PeerSystem system, Map<String, List<Double>> values)
            throws InterruptedException {
        try (StoreServer server = run.start(system.store());
                ManyCandidates all =
                        new ManyCandidates(system, server, run.options().elections())) {
            new Stages(server, all, run.options().elections(), values).play();
        } catch (IllegalStateException unfinished) {
            run.measurements().failed("many, " + system.title(), unfinished);
        }
    }

    private record Stages(StoreServer server, ManyCandidates all, int elections, Map<String, List<Double>> values) {

        void play() throws InterruptedException {
            long atStart = server.requests();
            CandidateProcess first = all.enterAndLead();
            add("messages to lead all", messagesSince(atStart));
            add("enter and lead all", all.nanosToLead() / NANOS_PER_SECOND);

            CandidateProcess second = all.enterAndWait();
            long atClosing = server.requests();
            long closed = first.ask("close");
            long elected = second.await("elected " + ManyCandidates.PREFIX);
            add("messages to hand all over by closing", messagesSince(atClosing));
            add("hand all over by closing", (elected - closed) / NANOS_PER_SECOND);

            CandidateProcess third = all.enterAndWait();
            long killed = second.kill();
            long succeeded = third.await("elected " + ManyCandidates.PREFIX);
            add("lead all after the leader was killed", (succeeded - killed) / NANOS_PER_SECOND);
        }

        private double messagesSince(long earlier) {
            return (server.requests() - earlier) / (double) elections;
        }

        private void add(String what, double value) {
            values.computeIfAbsent(what, any -> new ArrayList<>()).add(value);
        }
    }
}
