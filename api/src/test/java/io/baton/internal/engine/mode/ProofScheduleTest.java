// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.internal.engine.ProofSchedule;
import io.baton.internal.engine.ProofSchedule.Due;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Times in thousands: the validity is 2400, so a third is 800, half is 1200 and an eighth 300. */
class ProofScheduleTest {

    private static final long V = 2400;

    private static final Idle OUT = new Idle(0);
    private static final Leading LEADING = new Leading(5000, Optional.empty());
    private static final Leading UNCONFIRMED =
            new Leading(5000, Optional.of(CandidacyCheck.asked(Samples.at(Samples.NOW))));

    private ProofSchedule schedule = ProofSchedule.initial().changed(OUT, LEADING);

    private Due due(long now, long validity) {
        ProofSchedule.Answer answer = schedule.due(now, validity);
        schedule = answer.next();
        return answer.due();
    }

    @Test
    void nothingIsDueWhileNothingIsLed() {
        schedule = ProofSchedule.initial();
        assertThat(due(1_000_000, V)).isEqualTo(Due.NOTHING);
        assertThat(schedule.wakeAt(V)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aProofIsDueAThirdOfTheValidityAfterLeadershipWasAskedFor() {
        schedule = schedule.began(1000, V);
        assertThat(due(1799, V)).isEqualTo(Due.NOTHING);
        assertThat(schedule.wakeAt(V)).isEqualTo(1800);
        assertThat(due(1800, V)).isEqualTo(Due.PROVE);
        assertThat(due(1801, V)).isEqualTo(Due.NOTHING);
    }

    @Test
    void theNextProofCountsFromTheSendOfTheLast() {
        schedule = schedule.began(1000, V);
        assertThat(due(1800, V)).isEqualTo(Due.PROVE);
        schedule = schedule.proven(1800, 2500, V);
        assertThat(schedule.wakeAt(V)).isEqualTo(2600);
    }

    @Test
    void aServerSilentForHalfOfTheValidityIsLeftOnce() {
        schedule = schedule.began(1000, V);
        assertThat(due(1800, V)).isEqualTo(Due.PROVE);
        assertThat(schedule.wakeAt(V)).isEqualTo(2200);
        assertThat(due(2199, V)).isEqualTo(Due.NOTHING);
        assertThat(due(2200, V)).isEqualTo(Due.LEAVE_SERVER);
        assertThat(due(2300, V)).isEqualTo(Due.NOTHING);
    }

    @Test
    void anotherServerGetsTimeToAnswer() {
        schedule = schedule.began(1000, V);
        assertThat(due(1800, V)).isEqualTo(Due.PROVE);
        assertThat(due(2200, V)).isEqualTo(Due.LEAVE_SERVER);
        schedule = schedule.unproven(2300, 10);
        assertThat(due(2309, V)).isEqualTo(Due.NOTHING);
        assertThat(due(2310, V)).isEqualTo(Due.PROVE);
        assertThat(due(2609, V)).isEqualTo(Due.NOTHING);
        assertThat(due(2610, V)).isEqualTo(Due.LEAVE_SERVER);
    }

    @Test
    void aProofThatIsNeverAnsweredDoesNotStopTheNext() {
        schedule = schedule.began(1000, V);
        assertThat(due(1800, V)).isEqualTo(Due.PROVE);
        assertThat(due(2200, V)).isEqualTo(Due.LEAVE_SERVER);
        assertThat(schedule.wakeAt(V)).isEqualTo(4200);
        assertThat(due(4200, V)).isEqualTo(Due.PROVE);
    }

    @Test
    void anAnswerThatTheFenceWasWrittenMakesTheNextDueAtOnce() {
        schedule = schedule.began(1000, V);
        assertThat(due(1800, V)).isEqualTo(Due.PROVE);
        schedule = schedule.fenced(1900);
        assertThat(schedule.wakeAt(V)).isEqualTo(1900);
        assertThat(due(1900, V)).isEqualTo(Due.PROVE);
    }

    @Test
    void whatIsLedNoMoreForgetsTheNextProof() {
        schedule = schedule.began(1000, V).changed(LEADING, OUT);
        assertThat(schedule.isWanted()).isFalse();
        assertThat(schedule.wakeAt(V)).isEqualTo(Long.MAX_VALUE);
        assertThat(due(5000, V)).isEqualTo(Due.NOTHING);
        schedule = schedule.changed(OUT, LEADING).began(6000, V);
        assertThat(schedule.wakeAt(V)).isEqualTo(6800);
    }

    @Test
    void aProofUnderWayIsWaitedForAlthoughNothingIsLed() {
        schedule = schedule.began(1000, V);
        assertThat(due(1800, V)).isEqualTo(Due.PROVE);
        schedule = schedule.changed(LEADING, OUT);
        assertThat(due(1900, V)).isEqualTo(Due.NOTHING);
        schedule = schedule.changed(OUT, LEADING).began(1950, V);
        assertThat(due(2000, V)).isEqualTo(Due.NOTHING);
    }

    @Test
    void noProofIsDueBeforeEveryLeadingCandidacyWasFoundAgain() {
        schedule = schedule.began(1000, V).changed(OUT, UNCONFIRMED);
        assertThat(due(1800, V)).isEqualTo(Due.NOTHING);
        assertThat(schedule.wakeAt(V)).isEqualTo(Long.MAX_VALUE);
        schedule = schedule.changed(UNCONFIRMED, LEADING);
        assertThat(schedule.wakeAt(V)).isEqualTo(1800);
        assertThat(due(1900, V)).isEqualTo(Due.PROVE);
    }

    @Test
    void anotherSessionKeepsWhatIsLedAndNothingElse() {
        schedule = schedule.began(1000, V);
        assertThat(due(1800, V)).isEqualTo(Due.PROVE);
        assertThat(schedule.opened()).isEqualTo(ProofSchedule.initial().changed(OUT, LEADING));
    }

    @Test
    void aServerIsSilentUntilItAnswers() {
        assertThat(schedule.isSilentSince(-5)).isTrue();
        schedule = schedule.heard(100);
        assertThat(schedule.isSilentSince(99)).isFalse();
        assertThat(schedule.isSilentSince(100)).isTrue();
        assertThat(schedule.heard(50).isSilentSince(99)).isFalse();
    }

    @Test
    void noMoreCanEndThanIsLed() {
        assertThatThrownBy(() -> ProofSchedule.initial().changed(LEADING, OUT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("-1 need proofs, 0 to be confirmed");
    }
}
