// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.simulation.Simulation.Report;
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
        Optional<Report> found = SeedSweep.firstViolated(
                "without " + rule, MOST_SEEDS, seed -> Simulation.run(seed, rule.scenario(), rule.leftOut(), false));
        assertThat(found).as("a violation within %d seeds", MOST_SEEDS).isPresent();
        Report report = found.orElseThrow();
        assertThat(LongStream.rangeClosed(1, report.seed())
                        .mapToObj(seed -> Simulation.run(seed, rule.scenario()))
                        .flatMap(honest -> honest.violation().stream()))
                .as("violations of the same seeds with every rule")
                .isEmpty();
    }
}
