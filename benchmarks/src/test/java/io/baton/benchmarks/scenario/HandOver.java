// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateGroup;
import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.scenario.BenchmarkRun.GroupSource;
import io.baton.benchmarks.system.PeerSystem;
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
        run.forEachStore(name(), SYSTEMS, (systems, groups) -> measure(run, systems, groups));
    }

    private void measure(BenchmarkRun run, List<PeerSystem> systems, GroupSource groups) throws Exception {
        Map<PeerSystem, Pair> pairs = new EnumMap<>(PeerSystem.class);
        try {
            for (PeerSystem system : systems) {
                pairs.put(system, Pair.of(groups.of(system, name(), 2)));
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

    /** Two processes that lead in turn; a third one, if there is one, only stores. */
    private static final class Pair implements AutoCloseable {

        private final CandidateGroup all;
        private final String election;
        private CandidateProcess leader;
        private CandidateProcess successor;

        private Pair(CandidateGroup all) {
            this.all = all;
            election = all.election();
            leader = all.leader();
            successor = all.others().get(0);
        }

        static Pair of(CandidateGroup all) throws InterruptedException {
            try {
                all.connect();
                Pair pair = new Pair(all);
                pair.leader.ask("enter " + pair.election);
                pair.leader.await("elected " + pair.election);
                return pair;
            } catch (InterruptedException | RuntimeException failed) {
                all.close();
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
            all.close();
        }
    }
}
