// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.system.PeerSystem;
import io.baton.benchmarks.system.PeerSystem.Store;
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
            PeerSystem.CAMPAIGN);

    @Override
    public String name() {
        return "acquire";
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
        Map<PeerSystem, CandidateProcess> processes = new EnumMap<>(PeerSystem.class);
        try {
            for (PeerSystem system : systems) {
                CandidateProcess process = CandidateProcess.start(system, server.address());
                processes.put(system, process);
                acquire(system, process);
            }
            run.alternate(
                    systems,
                    "acquire, no other candidate",
                    system -> acquire(system, Objects.requireNonNull(processes.get(system))));
        } finally {
            BenchmarkRun.close(processes.values());
        }
    }

    private static long acquire(PeerSystem system, CandidateProcess process) throws InterruptedException {
        String election = system.election("acquire");
        long entered = process.ask("enter " + election);
        long elected = process.await("elected " + election);
        process.ask("leave " + election);
        process.await("left " + election);
        return elected - entered;
    }
}
