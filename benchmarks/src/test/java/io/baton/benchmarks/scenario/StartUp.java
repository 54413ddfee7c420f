// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateGroup;
import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.system.PeerSystem;
import java.util.List;

/** From the start of a JVM to the callback in it; of embedded Raft from the start of three members of a new group to the first callback. */
final class StartUp implements Scenario {

    private static final List<PeerSystem> SYSTEMS = List.of(
            PeerSystem.BATON_ZOOKEEPER,
            PeerSystem.LEADER_LATCH,
            PeerSystem.ZOOKEEPER_FLOOR,
            PeerSystem.BATON_ETCD,
            PeerSystem.CAMPAIGN,
            PeerSystem.BATON_RAFT,
            PeerSystem.PLAIN_RATIS);

    @Override
    public String name() {
        return "start-up";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        run.forEachStore(
                name(),
                SYSTEMS,
                (systems, groups) -> run.alternateFew(systems, "start of a process to its leadership", system -> {
                    try (CandidateGroup group = groups.of(system, name(), 1)) {
                        group.lead();
                        leave(system, group.leader());
                        return group.nanosToLead();
                    }
                }));
    }

    /** Otherwise the next process would have to wait for the end of the session. */
    private static void leave(PeerSystem system, CandidateProcess leader) throws InterruptedException {
        if (system.store() != PeerSystem.Store.RAFT) {
            leader.ask("close");
            leader.await("closed");
        }
    }
}
