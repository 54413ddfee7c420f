// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.simulation.Simulation.Report;
import io.baton.testkit.simulation.context.Scenario;
import java.util.List;
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
        List<Report> violated = one == null
                ? SeedSweep.violated(
                        "in memory", 1, Long.getLong(SEEDS, ALL), seed -> Simulation.run(seed, Scenario.hostile()))
                : replayed(one);
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
}
