// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.simulation.Simulation.Report;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The engine keeps its promises whatever the adversary does. {@code -Dbaton.simulation.seed=N} runs one seed again and
 * prints what has happened.
 */
class SimulationTest {

    private static final String SEED = "baton.simulation.seed";
    private static final String SEEDS = "baton.simulation.seeds";
    private static final long ALL = 10_000;

    @Test
    void noSeedViolatesAPromise() {
        Long one = Long.getLong(SEED);
        List<Report> violated = one == null ? all(Long.getLong(SEEDS, ALL)) : replayed(one);
        assertThat(violated)
                .as("violations; -D%s=N runs one again with its trace", SEED)
                .extracting(report -> report.seed() + ": " + report.violation().orElseThrow())
                .isEmpty();
    }

    @Test
    void aSeedTellsTheSameStoryTwice() {
        Report told = Simulation.trace(1, Scenario.hostile());
        assertThat(told.trace()).isNotEmpty();
        assertThat(Simulation.trace(1, Scenario.hostile()).equals(told))
                .as("the same report")
                .isTrue();
    }

    @Test
    void withoutFaultsEachElectionHasOneLeadership() {
        assertThat(LongStream.rangeClosed(1, 50).mapToObj(seed -> Simulation.run(seed, Scenario.calm())))
                .allSatisfy(report -> {
                    assertThat(report.violation()).isEmpty();
                    assertThat(report.leaderships())
                            .isBetween(1, Scenario.calm().mostElections());
                });
    }

    private static List<Report> replayed(long seed) {
        Report report = Simulation.trace(seed, Scenario.hostile());
        report.trace().forEach(System.out::println);
        return report.violation().isPresent() ? List.of(report) : List.of();
    }

    private static List<Report> all(long seeds) {
        long begun = System.nanoTime();
        LongAdder events = new LongAdder();
        LongAdder leaderships = new LongAdder();
        AtomicLong slowestRecovery = new AtomicLong();
        List<Report> violated = LongStream.rangeClosed(1, seeds)
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, Scenario.hostile()))
                .peek(report -> {
                    events.add(report.events());
                    leaderships.add(report.leaderships());
                    slowestRecovery.accumulateAndGet(report.recovery().toMillis(), Math::max);
                })
                .filter(report -> report.violation().isPresent())
                .toList();
        System.out.printf(
                Locale.ROOT,
                "%,d seeds, %,d events, %,d leaderships, slowest recovery %,d ms, %d violations, %.1f s%n",
                seeds,
                events.sum(),
                leaderships.sum(),
                slowestRecovery.get(),
                violated.size(),
                (System.nanoTime() - begun) / 1e9);
        return violated;
    }
}
