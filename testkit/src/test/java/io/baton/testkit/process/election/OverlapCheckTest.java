// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.process.election.LeadershipSpan.Bracket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapCheckTest {

    @Test
    void leadershipsOneAfterTheOtherAreInOrder() {
        OverlapCheck check = OverlapCheck.of(List.of(held("b", 7, 300, 500), held("a", 3, 0, 200)));
        assertThat(check.violations()).isEmpty();
        assertThat(check.closestNanos()).hasValue(95);
        assertThat(check.samples()).isEqualTo(4);
    }

    @Test
    void anOlderLeadershipHeldAfterANewerOneBeganIsFound() {
        OverlapCheck check = OverlapCheck.of(List.of(held("a", 3, 0, 400), held("b", 7, 300, 350)));
        assertThat(check.violations()).hasSize(1).first().asString().contains("a with token 3 was still leader");
        assertThat(check.overlapNanos()).isEqualTo(95);
    }

    @Test
    void anOverlapIsFoundAcrossLeadershipsInBetween() {
        List<LeadershipSpan> holdings = List.of(held("a", 3, 0, 900), held("b", 7, 300, 400), held("c", 9, 500, 1_000));
        assertThat(OverlapCheck.of(holdings).violations()).hasSize(2);
    }

    @Test
    void answersThatMayHaveBeenInOrderAreNoViolation() {
        LeadershipSpan older = new LeadershipSpan("a", 3, new Bracket(0, 5), new Bracket(200, 400), 2, 0, false);
        LeadershipSpan newer = new LeadershipSpan("b", 7, new Bracket(100, 300), new Bracket(500, 505), 2, 0, false);
        assertThat(OverlapCheck.of(List.of(older, newer)).violations()).isEmpty();
    }

    @Test
    void tokensThatDoNotGrowAreFound() {
        assertThat(OverlapCheck.of(List.of(held("a", 7, 0, 200), held("b", 3, 300, 500)))
                        .violations())
                .hasSize(1);
        assertThat(OverlapCheck.of(List.of(held("a", 7, 0, 200), held("b", 7, 300, 500)))
                        .violations())
                .anySatisfy(found -> assertThat(found).contains("same token"));
    }

    @Test
    void eachViolationNamesThePromiseThatIsBroken() {
        LeadershipSpan revived = new LeadershipSpan("a", 1, new Bracket(0, 5), new Bracket(10, 15), 2, 0, true);
        List<LeadershipSpan> holdings = List.of(
                revived, held("a", 3, 100, 400), held("b", 7, 300, 350), held("c", 9, 20, 50), held("b", 9, 900, 950));
        assertThat(OverlapCheck.of(holdings).found())
                .extracting(violation -> violation.kind() + " " + violation.older() + ", " + violation.newer())
                .containsExactly(
                        "REVIVED a with token 1, a with token 1",
                        "TWO_LEADERS a with token 3, b with token 7",
                        "TOKEN a with token 3, c with token 9",
                        "TOKEN b with token 7, c with token 9",
                        "TOKEN c with token 9, b with token 9");
    }

    @Test
    void whatAProcessWasToldIsInItsFile(@TempDir Path directory) {
        Path file = directory.resolve("samples");
        SampleFile written = SampleFile.create(file);
        SampleFile.Slot first = written.begin(3, 10, 15);
        first.held(20, 25, false);
        first.held(50, 55, false);
        written.begin(7, 100, 105);
        assertThat(SampleFile.read(file, "a"))
                .containsExactly(
                        new LeadershipSpan("a", 3, new Bracket(10, 15), new Bracket(50, 55), 3, 30, false),
                        new LeadershipSpan("a", 7, new Bracket(100, 105), new Bracket(100, 105), 1, 0, false));
        first.held(110, 115, true);
        assertThat(OverlapCheck.of(SampleFile.read(file, "a")).violations())
                .anySatisfy(found -> assertThat(found).contains("leader again"));
    }

    private static LeadershipSpan held(String worker, long token, long from, long to) {
        return new LeadershipSpan(worker, token, new Bracket(from, from + 5), new Bracket(to, to + 5), 2, 0, false);
    }
}
