// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.internal.Renewal.Due;
import org.junit.jupiter.api.Test;

/** Times in thousands: the validity is 2400, so a third is 800, half is 1200 and an eighth 300. */
class RenewalTest {

    private static final long V = 2400;

    private final Renewal renewal = new Renewal();

    @Test
    void nothingIsDueWhileNothingIsLed() {
        assertThat(renewal.due(1_000_000, V)).isEqualTo(Due.NOTHING);
        assertThat(renewal.wakeAt(V)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aProofIsDueAThirdOfTheValidityAfterOfficeWasAskedFor() {
        renewal.began(1000, V);
        assertThat(renewal.due(1799, V)).isEqualTo(Due.NOTHING);
        assertThat(renewal.wakeAt(V)).isEqualTo(1800);
        assertThat(renewal.due(1800, V)).isEqualTo(Due.PROVE);
        assertThat(renewal.due(1801, V)).isEqualTo(Due.NOTHING);
    }

    @Test
    void theNextProofCountsFromTheSendOfTheLast() {
        renewal.began(1000, V);
        assertThat(renewal.due(1800, V)).isEqualTo(Due.PROVE);
        renewal.proven(1800, 2500, V);
        assertThat(renewal.wakeAt(V)).isEqualTo(2600);
    }

    @Test
    void aServerSilentForHalfOfTheValidityIsLeftOnce() {
        renewal.began(1000, V);
        assertThat(renewal.due(1800, V)).isEqualTo(Due.PROVE);
        assertThat(renewal.wakeAt(V)).isEqualTo(2200);
        assertThat(renewal.due(2199, V)).isEqualTo(Due.NOTHING);
        assertThat(renewal.due(2200, V)).isEqualTo(Due.LEAVE_SERVER);
        assertThat(renewal.due(2300, V)).isEqualTo(Due.NOTHING);
    }

    @Test
    void anotherServerGetsTimeToAnswer() {
        renewal.began(1000, V);
        assertThat(renewal.due(1800, V)).isEqualTo(Due.PROVE);
        assertThat(renewal.due(2200, V)).isEqualTo(Due.LEAVE_SERVER);
        renewal.unproven(2300, 10);
        assertThat(renewal.due(2309, V)).isEqualTo(Due.NOTHING);
        assertThat(renewal.due(2310, V)).isEqualTo(Due.PROVE);
        assertThat(renewal.due(2609, V)).isEqualTo(Due.NOTHING);
        assertThat(renewal.due(2610, V)).isEqualTo(Due.LEAVE_SERVER);
    }

    @Test
    void aProofThatIsNeverAnsweredDoesNotStopTheNext() {
        renewal.began(1000, V);
        assertThat(renewal.due(1800, V)).isEqualTo(Due.PROVE);
        assertThat(renewal.due(2200, V)).isEqualTo(Due.LEAVE_SERVER);
        assertThat(renewal.wakeAt(V)).isEqualTo(4200);
        assertThat(renewal.due(4200, V)).isEqualTo(Due.PROVE);
    }

    @Test
    void anAnswerThatTheFenceWasWrittenMakesTheNextDueAtOnce() {
        renewal.began(1000, V);
        assertThat(renewal.due(1800, V)).isEqualTo(Due.PROVE);
        renewal.fenced(1900);
        assertThat(renewal.wakeAt(V)).isEqualTo(1900);
        assertThat(renewal.due(1900, V)).isEqualTo(Due.PROVE);
    }

    @Test
    void pausingForgetsTheNextProof() {
        renewal.began(1000, V);
        renewal.pause();
        assertThat(renewal.due(5000, V)).isEqualTo(Due.NOTHING);
        renewal.began(6000, V);
        assertThat(renewal.wakeAt(V)).isEqualTo(6800);
    }
}
