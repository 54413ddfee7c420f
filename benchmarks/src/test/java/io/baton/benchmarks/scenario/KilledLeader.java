// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateGroup;
import io.baton.benchmarks.scenario.BenchmarkRun.GroupSource;
import io.baton.benchmarks.system.PeerSystem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From {@code kill -9} of the leader to the callback in another process, which has waited; then the killed one comes back. */
final class KilledLeader implements Scenario {

    private static final List<PeerSystem> SYSTEMS = List.of(
            PeerSystem.BATON_ZOOKEEPER,
            PeerSystem.LEADER_LATCH,
            PeerSystem.BATON_ETCD,
            PeerSystem.CAMPAIGN,
            PeerSystem.BATON_RAFT,
            PeerSystem.PLAIN_RATIS);

    private static final Duration SETTLING = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        run.forEachStore(name(), SYSTEMS, (systems, groups) -> measure(run, systems, groups));
    }

    private void measure(BenchmarkRun run, List<PeerSystem> systems, GroupSource source) throws Exception {
        Map<PeerSystem, CandidateGroup> groups = new EnumMap<>(PeerSystem.class);
        try {
            for (PeerSystem system : systems) {
                CandidateGroup group = source.of(system, name(), 2);
                groups.put(system, group);
                group.lead();
            }
            run.alternateFew(
                    systems, "kill -9 of the leader", system -> kill(Objects.requireNonNull(groups.get(system))));
        } finally {
            groups.values().forEach(CandidateGroup::close);
        }
    }

    private static long kill(CandidateGroup group) throws InterruptedException {
        BenchmarkRun.pause(SETTLING);
        long nanos = group.killLeader();
        group.complete();
        return nanos;
    }
}
