// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.system.PeerSystem;
import io.baton.benchmarks.system.PeerSystem.Store;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From the call by which the leader leaves to the callback in the other process. */
final class HandOver implements Scenario {

    private static final List<PeerSystem> SYSTEMS = List.of(
            PeerSystem.BATON_ZOOKEEPER,
            PeerSystem.LEADER_LATCH,
            PeerSystem.LEADER_SELECTOR,
            PeerSystem.ZOOKEEPER_FLOOR,
            PeerSystem.BATON_ETCD,
            PeerSystem.CAMPAIGN);

    private static final Duration SETTLED = Duration.ofMillis(250);
    private static final Duration JUST_ARRIVED = Duration.ofMillis(8);

    @Override
    public String name() {
        return "hand-over";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        for (Store store : List.of(Store.ZOOKEEPER, Store.ETCD)) {
            List<PeerSystem> systems = run.only(store, SYSTEMS);
            if (!systems.isEmpty()) {
                try (StoreServer server = run.start(store)) {
                    measure(run, systems, server);
                }
            }
        }
    }

    private static void measure(BenchmarkRun run, List<PeerSystem> systems, StoreServer server) throws Exception {
        Map<PeerSystem, Pair> pairs = new EnumMap<>(PeerSystem.class);
        try {
            for (PeerSystem system : systems) {
                pairs.put(system, Pair.start(system, server));
            }
            run.alternate(
                    systems,
                    "hand-over, successor settled",
                    system -> of(pairs, system).handOver(SETTLED));
            run.alternate(
                    systems,
                    "hand-over, successor just arrived",
                    system -> of(pairs, system).handOver(JUST_ARRIVED));
        } finally {
            pairs.values().forEach(Pair::close);
        }
    }

    private static Pair of(Map<PeerSystem, Pair> pairs, PeerSystem system) {
        return Objects.requireNonNull(pairs.get(system));
    }

    /** Two processes that lead in turn. */
    private static final class Pair implements AutoCloseable {

        private final String election;
        private CandidateProcess leader;
        private CandidateProcess successor;

        private Pair(String election, CandidateProcess leader, CandidateProcess successor) {
            this.election = election;
            this.leader = leader;
            this.successor = successor;
        }

        static Pair start(PeerSystem system, StoreServer server) throws InterruptedException {
            String election = system.election("hand-over");
            CandidateProcess first = CandidateProcess.start(system, server.address());
            try {
                first.ask("enter " + election);
                first.await("elected " + election);
                return new Pair(election, first, CandidateProcess.start(system, server.address()));
            } catch (InterruptedException | RuntimeException failed) {
                first.close();
                throw failed;
            }
        }

        long handOver(Duration afterArrival) throws InterruptedException {
            successor.ask("enter " + election);
            BenchmarkRun.pause(afterArrival);
            long left = leader.ask("leave " + election);
            long elected = successor.await("elected " + election);
            leader.await("left " + election);
            CandidateProcess former = leader;
            leader = successor;
            successor = former;
            return elected - left;
        }

        @Override
        public void close() {
            leader.close();
            successor.close();
        }
    }
}
