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
                    Map<String, List<Double>> ofSystem = values.computeIfAbsent(system, any -> new LinkedHashMap<>());
                    round(run, system)
                            .forEach((what, value) -> ofSystem.computeIfAbsent(what, any -> new ArrayList<>())
                                    .add(value));
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

    private static Map<String, Double> round(BenchmarkRun run, PeerSystem system) throws InterruptedException {
        int elections = run.options().elections();
        Map<String, Double> values = new LinkedHashMap<>();
        try (StoreServer server = run.start(system.store());
                ManyCandidates all = new ManyCandidates(system, server, elections)) {
            long atStart = server.requests();
            CandidateProcess first = all.enterAndLead();
            values.put("messages to lead all", (server.requests() - atStart) / (double) elections);
            values.put("enter and lead all", all.nanosToLead() / NANOS_PER_SECOND);

            CandidateProcess second = all.enterAndWait();
            long atClosing = server.requests();
            long closed = first.ask("close");
            long elected = second.await("elected " + ManyCandidates.PREFIX);
            values.put("messages to hand all over by closing", (server.requests() - atClosing) / (double) elections);
            values.put("hand all over by closing", (elected - closed) / NANOS_PER_SECOND);

            CandidateProcess third = all.enterAndWait();
            long killed = second.kill();
            values.put(
                    "lead all after the leader was killed",
                    (third.await("elected " + ManyCandidates.PREFIX) - killed) / NANOS_PER_SECOND);
        }
        return values;
    }
}
