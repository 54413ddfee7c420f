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

/** How long a process that is no candidate waits for the answer who leads, while many candidates stand in the queue. */
final class LeaderQuery implements Scenario {

    private static final List<PeerSystem> SYSTEMS =
            List.of(PeerSystem.BATON_ZOOKEEPER, PeerSystem.LEADER_LATCH, PeerSystem.BATON_ETCD, PeerSystem.CAMPAIGN);

    private static final int COUNTED = 50;

    @Override
    public String name() {
        return "leader";
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
        Map<PeerSystem, Queue> queues = new EnumMap<>(PeerSystem.class);
        int candidates = run.options().candidates();
        String where = "ask who leads, " + candidates + " candidates";
        try {
            for (PeerSystem system : systems) {
                queues.put(system, Queue.start(system, server, candidates));
            }
            run.alternate(
                    systems,
                    where,
                    system -> Objects.requireNonNull(queues.get(system)).ask());
            for (PeerSystem system : systems) {
                long before = server.requests();
                for (int i = 0; i < COUNTED; i++) {
                    Objects.requireNonNull(queues.get(system)).ask();
                }
                double messages = (server.requests() - before) / (double) COUNTED;
                run.measurements().add(system, where, "messages", List.of(messages));
            }
        } finally {
            queues.values().forEach(Queue::close);
        }
    }

    /** A leader with many candidates behind it, and the process that asks. */
    private record Queue(String election, CandidateProcess leader, CandidateProcess observer) implements AutoCloseable {

        static Queue start(PeerSystem system, StoreServer server, int candidates) throws Exception {
            String election = system.election("leader");
            CandidateProcess leader = CandidateProcess.start(system, server.address());
            try {
                leader.ask("enter " + election);
                leader.await("elected " + election);
                server.queue(election, candidates - 1);
                return new Queue(election, leader, CandidateProcess.start(system, server.address()));
            } catch (Exception failed) {
                leader.close();
                throw failed;
            }
        }

        long ask() throws InterruptedException {
            return observer.ask("leader " + election);
        }

        @Override
        public void close() {
            leader.close();
            observer.close();
        }
    }
}
