// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateGroup;
import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.system.PeerSystem;
import io.baton.benchmarks.system.PeerSystem.Store;
import java.io.IOException;
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
            PeerSystem.CAMPAIGN,
            PeerSystem.BATON_RAFT);

    private static final Duration SETTLED = Duration.ofMillis(250);
    private static final Duration JUST_ARRIVED = Duration.ofMillis(8);

    @Override
    public String name() {
        return "hand-over";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        for (Store store : Store.values()) {
            List<PeerSystem> systems = run.only(store, SYSTEMS);
            if (systems.isEmpty()) {
                continue;
            }
            if (store == Store.RAFT) {
                measure(
                        run,
                        systems,
                        system -> CandidateGroup.connectedMembers(
                                system, run.options().storage()));
            } else {
                try (StoreServer server = run.start(store)) {
                    measure(
                            run,
                            systems,
                            system -> List.of(
                                    CandidateProcess.start(system, server.address()),
                                    CandidateProcess.start(system, server.address())));
                }
            }
        }
    }

    private static void measure(BenchmarkRun run, List<PeerSystem> systems, Candidates candidates) throws Exception {
        Map<PeerSystem, Pair> pairs = new EnumMap<>(PeerSystem.class);
        try {
            for (PeerSystem system : systems) {
                Pair pair = new Pair(system.election("hand-over"), candidates.of(system));
                pairs.put(system, pair);
                pair.lead();
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

    /** Connected candidates of a system. */
    private interface Candidates {
        List<CandidateProcess> of(PeerSystem system) throws InterruptedException, IOException;
    }

    /** Two processes that lead in turn; a third one, if there is one, only stores. */
    private static final class Pair implements AutoCloseable {

        private final String election;
        private final List<CandidateProcess> all;
        private CandidateProcess leader;
        private CandidateProcess successor;

        Pair(String election, List<CandidateProcess> all) {
            this.election = election;
            this.all = all;
            leader = all.get(0);
            successor = all.get(1);
        }

        void lead() throws InterruptedException {
            leader.ask("enter " + election);
            leader.await("elected " + election);
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
            BenchmarkRun.close(all);
        }
    }
}
