// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateGroup;
import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.process.StoreServers;
import io.baton.benchmarks.report.Measurement;
import io.baton.benchmarks.report.Measurements;
import io.baton.benchmarks.system.PeerSystem;
import io.baton.benchmarks.system.PeerSystem.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What all scenarios of a run share. Used by one thread. */
public record BenchmarkRun(BenchmarkOptions options, Measurements measurements) {

    static final String BATON = "Baton";

    private static final long PAUSE_MILLIS = 20;
    private static final int FEW = 12;
    private static final int SMALL_PER_ROUND = 10;
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** A new server. */
    StoreServer start(Store store) throws InterruptedException {
        StoreServer server = StoreServers.start(store, options.storage());
        measurements.usedServer(server.version());
        return server;
    }

    /** Measures the systems of each store; a store that fails does not keep the others from being measured. */
    void forEachStore(String scenario, List<PeerSystem> systems, StoreMeasurement measurement)
            throws InterruptedException {
        for (Store store : Store.values()) {
            List<PeerSystem> ofStore = only(store, systems);
            if (!ofStore.isEmpty()) {
                try {
                    measure(store, ofStore, measurement);
                } catch (InterruptedException interrupted) {
                    throw interrupted;
                } catch (Exception failed) {
                    measurements.failed(scenario + ", " + store.title(), failed);
                }
            }
        }
    }

    private void measure(Store store, List<PeerSystem> systems, StoreMeasurement measurement) throws Exception {
        if (store == Store.RAFT) {
            measurement.measure(
                    systems, (system, purpose, count) -> CandidateGroup.members(system, purpose, options.storage()));
            return;
        }
        try (StoreServer server = start(store)) {
            measurement.measure(systems, (system, purpose, count) -> CandidateGroup.of(system, purpose, server, count));
        }
    }

    /** Those of the given systems whose stores are to be measured. */
    List<PeerSystem> only(Store store, List<PeerSystem> systems) {
        return systems.stream()
                .filter(system -> system.store() == store && options.stores().contains(store))
                .toList();
    }

    /** Measures systems in turn, so that what else the machine does meets all of them. */
    void alternate(List<PeerSystem> systems, String what, OneRound round) throws Exception {
        alternate(systems, what, options.warmUp(), options.rounds(), round);
    }

    /** As {@link #alternate}, for what takes long, without a warm-up: each round has new processes. */
    void alternateFew(List<PeerSystem> systems, String what, OneRound round) throws Exception {
        alternate(systems, what, 0, Math.min(FEW, options.rounds()), round);
    }

    private void alternate(List<PeerSystem> systems, String what, int warmUp, int rounds, OneRound round)
            throws Exception {
        Map<PeerSystem, List<Double>> values = new LinkedHashMap<>();
        for (int i = -warmUp; i < rounds; i++) {
            for (PeerSystem system : systems) {
                long nanos = round.nanos(system);
                if (nanos < 0) {
                    measurements.leftOut(system, what);
                } else if (i >= 0) {
                    values.computeIfAbsent(system, any -> new ArrayList<>()).add(nanos / NANOS_PER_MILLI);
                }
                pause(Duration.ofMillis(PAUSE_MILLIS));
            }
        }
        values.forEach((system, measured) -> measurements.add(system, what, "ms", measured));
    }

    /** Measures tasks of this process in turn, each several times a round; Baton's has its name. */
    void alternateSmall(String group, String what, Map<String, SmallTask> tasks) throws Exception {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (int i = -SMALL_PER_ROUND * options.warmUp(); i < SMALL_PER_ROUND * options.rounds(); i++) {
            for (Map.Entry<String, SmallTask> task : tasks.entrySet()) {
                long before = System.nanoTime();
                task.getValue().run();
                double millis = (System.nanoTime() - before) / NANOS_PER_MILLI;
                if (i >= 0) {
                    values.computeIfAbsent(task.getKey(), any -> new ArrayList<>())
                            .add(millis);
                }
            }
        }
        values.forEach((system, measured) ->
                measurements.add(new Measurement(group, what, "ms", system, system.equals(BATON), measured)));
    }

    static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** Closes all of them. */
    static void close(Iterable<CandidateProcess> candidates) {
        candidates.forEach(CandidateProcess::close);
    }

    /** What takes a few milliseconds. */
    @FunctionalInterface
    interface SmallTask {
        void run() throws Exception;
    }

    /** What is measured at one store. */
    @FunctionalInterface
    interface StoreMeasurement {
        void measure(List<PeerSystem> systems, GroupSource groups) throws Exception;
    }

    /** Candidates at that store, not started; of embedded Raft there are three, whatever the count. */
    @FunctionalInterface
    interface GroupSource {
        CandidateGroup of(PeerSystem system, String purpose, int count) throws IOException;
    }

    /** One measured event of a system. */
    @FunctionalInterface
    interface OneRound {
        /** Negative when the leader had lost its session before it was to be succeeded, so that nothing was measured. */
        long nanos(PeerSystem system) throws Exception;
    }
}
