// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.simulation.Simulation.Report;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator notices when any single rule of the protocol is left out; what it says otherwise would mean nothing. */
class RuleLeftOutTest {

    private static final long MOST_SEEDS = 1_000;

    @ParameterizedTest
    @EnumSource
    void isNoticed(Rule rule) {
        long begun = System.nanoTime();
        Optional<Report> found = LongStream.rangeClosed(1, MOST_SEEDS)
                .mapToObj(seed -> Simulation.run(seed, rule.scenario(), rule.leftOut(), false))
                .filter(report -> report.violation().isPresent())
                .findFirst();
        assertThat(found).as("a violation within %d seeds", MOST_SEEDS).isPresent();
        Report report = found.orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "without %s: seed %d, %.1f s: %s%n",
                rule,
                report.seed(),
                (System.nanoTime() - begun) / 1e9,
                report.violation().orElseThrow());
        assertThat(LongStream.rangeClosed(1, report.seed())
                        .mapToObj(seed -> Simulation.run(seed, rule.scenario()))
                        .flatMap(honest -> honest.violation().stream()))
                .as("violations of the same seeds with every rule")
                .isEmpty();
    }
}
