// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateGroup;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.system.PeerSystem;
import io.baton.benchmarks.system.PeerSystem.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** From {@code kill -9} of the leader to the callback in another process, which has waited; then the killed one comes back. */
final class KilledLeader implements Scenario {

    private static final List<PeerSystem> SYSTEMS = List.of(
            PeerSystem.BATON_ZOOKEEPER,
            PeerSystem.LEADER_LATCH,
            PeerSystem.BATON_ETCD,
            PeerSystem.CAMPAIGN,
            PeerSystem.BATON_RAFT,
            PeerSystem.PLAIN_RATIS);

    private static final int MOST_ROUNDS = 12;
    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        for (Store store : Store.values()) {
            List<PeerSystem> systems = run.only(store, SYSTEMS);
            if (store == Store.RAFT) {
                measure(
                        run,
                        systems,
                        system -> CandidateGroup.members(
                                system, name(), run.options().storage()));
            } else if (!systems.isEmpty()) {
                try (StoreServer server = run.start(store)) {
                    measure(run, systems, system -> CandidateGroup.pair(system, name(), server));
                }
            }
        }
    }

    private static void measure(BenchmarkRun run, List<PeerSystem> systems, GroupStart start) throws Exception {
        Map<PeerSystem, CandidateGroup> groups = new EnumMap<>(PeerSystem.class);
        Map<PeerSystem, List<Double>> values = new EnumMap<>(PeerSystem.class);
        try {
            for (PeerSystem system : systems) {
                groups.put(system, start.of(system));
                values.put(system, new ArrayList<>());
            }
            for (int round = 0; round < Math.min(MOST_ROUNDS, run.options().rounds()); round++) {
                for (PeerSystem system : systems) {
                    BenchmarkRun.pause(SETTLING);
                    CandidateGroup group = Objects.requireNonNull(groups.get(system));
                    Objects.requireNonNull(values.get(system)).add(group.killLeader() / NANOS_PER_MILLI);
                    group.complete();
                }
            }
        } finally {
            groups.values().forEach(CandidateGroup::close);
        }
        values.forEach((system, measured) -> run.measurements().add(system, "kill -9 of the leader", "ms", measured));
    }

    private interface GroupStart {
        CandidateGroup of(PeerSystem system) throws InterruptedException, IOException;
    }
}
