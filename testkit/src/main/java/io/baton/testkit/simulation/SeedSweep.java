// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.testkit.simulation.Simulation.Report;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** One simulation with many seeds, with an account on the output. */
public final class SeedSweep {

    private SeedSweep() {}

    /** The reports of all these seeds that tell a violation. On all processors. */
    public static List<Report> violated(String what, long first, long last, LongFunction<Report> simulation) {
        long begun = System.nanoTime();
        LongAdder events = new LongAdder();
        LongAdder leaderships = new LongAdder();
        AtomicLong slowestRecovery = new AtomicLong();
        List<Report> violated = LongStream.rangeClosed(first, last)
                .parallel()
                .mapToObj(simulation)
                .peek(report -> {
                    events.add(report.events());
                    leaderships.add(report.leaderships());
                    slowestRecovery.accumulateAndGet(report.recovery().toMillis(), Math::max);
                })
                .filter(report -> report.violation().isPresent())
                .toList();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d seeds, %,d events, %,d leaderships, slowest recovery %,d ms, %d violations, %.1f s%n",
                what,
                last - first + 1,
                events.sum(),
                leaderships.sum(),
                slowestRecovery.get(),
                violated.size(),
                (System.nanoTime() - begun) / 1e9);
        return violated;
    }

    /** The report of the first of these seeds, from 1 on, that tells a violation. */
    public static Optional<Report> firstViolated(String what, long last, LongFunction<Report> simulation) {
        long begun = System.nanoTime();
        Optional<Report> found = LongStream.rangeClosed(1, last)
                .mapToObj(simulation)
                .filter(report -> report.violation().isPresent())
                .findFirst();
        found.ifPresent(report -> System.out.printf(
                Locale.ROOT,
                "%s: seed %d, %.1f s: %s%n",
                what,
                report.seed(),
                (System.nanoTime() - begun) / 1e9,
                report.violation().orElseThrow()));
        return found;
    }
}
