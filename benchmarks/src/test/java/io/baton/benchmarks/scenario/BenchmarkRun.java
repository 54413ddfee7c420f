// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.CandidateProcess;
import io.baton.benchmarks.process.StoreServer;
import io.baton.benchmarks.report.Measurements;
import io.baton.benchmarks.system.PeerSystem;
import io.baton.benchmarks.system.PeerSystem.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What all scenarios of a run share. Used by one thread. */
public record BenchmarkRun(BenchmarkOptions options, Measurements measurements) {

    private static final long PAUSE_MILLIS = 20;
    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** A new server. */
    StoreServer start(Store store) throws InterruptedException {
        StoreServer server = StoreServer.start(store, options.storage());
        measurements.usedServer(server.version());
        return server;
    }

    /** Those of the given systems whose stores are to be measured. */
    List<PeerSystem> only(Store store, List<PeerSystem> systems) {
        return systems.stream()
                .filter(system -> system.store() == store && options.stores().contains(store))
                .toList();
    }

    /** Measures systems in turn, so that what else the machine does meets all of them. */
    void alternate(List<PeerSystem> systems, String what, OneRound round) throws Exception {
        Map<PeerSystem, List<Double>> values = new LinkedHashMap<>();
        for (int i = -options.warmUp(); i < options.rounds(); i++) {
            for (PeerSystem system : systems) {
                double millis = round.nanos(system) / NANOS_PER_MILLI;
                if (i >= 0) {
                    values.computeIfAbsent(system, any -> new ArrayList<>()).add(millis);
                }
                pause(Duration.ofMillis(PAUSE_MILLIS));
            }
        }
        values.forEach((system, measured) -> measurements.add(system, what, "ms", measured));
    }

    static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** Closes all of them. */
    static void close(Iterable<CandidateProcess> candidates) {
        candidates.forEach(CandidateProcess::close);
    }

    /** One measured event of a system. */
    @FunctionalInterface
    interface OneRound {
        long nanos(PeerSystem system) throws Exception;
    }
}
