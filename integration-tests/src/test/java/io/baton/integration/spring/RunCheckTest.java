// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the judge of the rounds finds in accounts of processes. */
class RunCheckTest {

    private static final List<String> FIRST = List.of("100 begin 7 main", "200 end 7 0");

    @Test
    void runsOneAfterTheOtherUnderGrowingTokensAreFine() {
        RunCheck check = check(FIRST, List.of("200 begin 8 main", "300 end 8 0"));
        assertThat(check.violations()).isEmpty();
        assertThat(check.runs()).isEqualTo(2);
        assertThat(check.changes()).isEqualTo(1);
    }

    @Test
    void runsOfTwoProcessesAtOnceAreAViolation() {
        RunCheck check = check(FIRST, List.of("190 begin 8 main", "300 end 8 0"));
        assertThat(check.overlaps()).hasSize(1);
        assertThat(check.violations()).isEqualTo(check.overlaps());
        assertThat(check.overlapNanos()).isEqualTo(10);
    }

    @Test
    void aRunThatIsNotOverCountsUntilNow() {
        assertThat(check(List.of("100 begin 7 main"), List.of("200 begin 8 main", "300 end 8 0"))
                        .overlapNanos())
                .isEqualTo(100);
    }

    @Test
    void aSuspectedOverlapIsAViolation() {
        RunCheck check = check(FIRST, List.of("200 begin 8 main", "300 end 8 1"));
        assertThat(check.violations()).hasSize(1).isEqualTo(check.suspicions());
    }

    @Test
    void aTokenThatHasNotGrownIsAViolation() {
        RunCheck check = check(FIRST, List.of("200 begin 7 main", "300 end 7 0"));
        assertThat(check.violations()).hasSize(1).isEqualTo(check.staleTokens());
    }

    private static RunCheck check(List<String> first, List<String> second) {
        List<JobRun> runs = new ArrayList<>(JobRun.parse("first", first, OptionalLong.empty()));
        runs.addAll(JobRun.parse("second", second, OptionalLong.empty()));
        return RunCheck.of(runs);
    }
}
