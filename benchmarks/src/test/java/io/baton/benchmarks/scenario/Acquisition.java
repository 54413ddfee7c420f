// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateGroup;
import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.scenario.BenchmarkRun.GroupSource;
import io.baton.benchmarks.system.PeerSystem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From the call by which a process joins an election that was led before, and is empty, to its callback. */
final class Acquisition implements Scenario {

    private static final List<PeerSystem> SYSTEMS = List.of(
            PeerSystem.BATON_ZOOKEEPER,
            PeerSystem.LEADER_LATCH,
            PeerSystem.LEADER_SELECTOR,
            PeerSystem.ZOOKEEPER_FLOOR,
            PeerSystem.BATON_ETCD,
            PeerSystem.CAMPAIGN,
            PeerSystem.BATON_RAFT);

    @Override
    public String name() {
        return "acquire";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        run.forEachStore(name(), SYSTEMS, (systems, groups) -> measure(run, systems, groups));
    }

    private void measure(BenchmarkRun run, List<PeerSystem> systems, GroupSource source) throws Exception {
        Map<PeerSystem, CandidateGroup> groups = new EnumMap<>(PeerSystem.class);
        try {
            for (PeerSystem system : systems) {
                CandidateGroup group = source.of(system, name(), 1);
                groups.put(system, group);
                group.connect();
                acquire(group);
            }
            run.alternate(
                    systems,
                    "acquire, no other candidate",
                    system -> acquire(Objects.requireNonNull(groups.get(system))));
        } finally {
            groups.values().forEach(CandidateGroup::close);
        }
    }

    private static long acquire(CandidateGroup group) throws InterruptedException {
        CandidateProcess process = group.leader();
        long entered = process.ask("enter " + group.election());
        long elected = process.await("elected " + group.election());
        process.ask("leave " + group.election());
        process.await("left " + group.election());
        return elected - entered;
    }
}
