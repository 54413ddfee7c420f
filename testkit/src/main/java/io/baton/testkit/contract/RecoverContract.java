// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Scene;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a candidate comes back after a loss. */
public interface RecoverContract extends Contract {

    @Test
    @Tag("P8")
    @ShortLease
    default void aCutOffLeaderStandsAgainAfterTheBreakWithANewToken(Scene scene) throws InterruptedException {
        Contender cut = scene.join();
        Leadership first = cut.leads();
        Contender next = scene.join();
        cut.participant().cutOff();
        Leadership second = next.leads();
        cut.participant().heal();
        assertThat(cut.loses(first)).isIn(LossReason.EXPIRED, LossReason.SESSION_LOST);
        scene.awaitInQueue(cut);
        next.elector().close();
        assertThat(cut.leads().token()).isGreaterThan(second.token());
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aLeaderWhoseSessionEndsStandsAgainWithANewToken(Scene scene) throws InterruptedException {
        Contender expired = scene.join();
        Leadership first = expired.leads();
        expired.participant().expireSession();
        // The deadline may come before the news.
        assertThat(expired.loses(first)).isIn(LossReason.SESSION_LOST, LossReason.EXPIRED);
        assertThat(expired.leads().token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P8")
    default void aWaitingCandidateWhoseSessionEndsStandsAgain(Scene scene) throws InterruptedException {
        Leadership leadership = scene.join().leads();
        Contender waiting = scene.join();
        waiting.participant().expireSession();
        scene.awaitInQueue(waiting);
        assertThat(leadership.isHeld()).isTrue();
    }

    @Test
    @Tag("P8")
    default void aWaitingCandidateDeletedByHandStandsAgainAndLeadsInItsTurn(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Contender deleted = scene.join();
        scene.deleteByHand(deleted);
        scene.awaitInQueue(deleted);
        assertThat(first.isHeld()).isTrue();
        leader.elector().close();
        assertThat(deleted.leads().token()).isGreaterThan(first.token());
    }
}
