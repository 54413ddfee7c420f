// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.LeadershipLostException;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Limits;
import io.baton.testkit.fixture.Scene;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a leadership is held. */
public interface RenewContract extends Contract {

    @Test
    @Tag("P3")
    @ShortLease(times = 3)
    default void aLeadershipOutlivesTheLease(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Contender waiting = scene.join();
        Leadership leadership = leader.leads();
        FencingToken token = leadership.token();
        Scene.staysTrue("held", scene.limits().lease().multipliedBy(5).dividedBy(4), leadership::isHeld);
        assertThat(leadership.token()).isEqualTo(token);
        assertThat(leader.heard().calls()).hasSize(1);
        assertThat(waiting.heard().calls()).isEmpty();
    }

    @Test
    @Tag("P3")
    @ShortLease
    default void aCutOffLeaderEndsItsLeadershipByItselfAtTheDeadline(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership leadership = leader.leads();
        leader.isFresh(leadership);
        leader.participant().cutOff();
        long cutAt = System.nanoTime();
        Scene.await("not held any more", scene.limits().takeOver(), () -> !leadership.isHeld());
        assertThat(leadership.remaining()).isZero();
        assertThatThrownBy(leadership::ensureHeld)
                .isInstanceOf(LeadershipLostException.class)
                .hasMessageContaining(leadership.token().toString());
        assertThat(leader.elector().leadership()).isNotEqualTo(Optional.of(leadership));
        Scene.await(
                "leads no more",
                scene.limits().takeOver(),
                () -> !leader.elector().isLeader());
        assertThat(heldAfter(cutAt, leadership, scene))
                .as("held after the cut")
                .isLessThanOrEqualTo(scene.limits().validity());
    }

    private static Duration heldAfter(long moment, Leadership leadership, Scene scene) {
        long last = scene.history()
                .lastHeldAt(leadership.election(), leadership.token())
                .orElseThrow();
        return Duration.ofNanos(last - moment);
    }

    @Test
    @Tag("P1")
    @Tag("P3")
    @ShortLease
    default void theNextLeadsOnlyAfterTheDeadlineOfACutOffLeader(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Contender next = scene.join();
        leader.isFresh(first);
        leader.participant().cutOff();
        Leadership second = next.leads();
        scene.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scene.election()).isFalse();
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P6")
    @ShortLease(times = 3)
    default void aBreakThatHealsBeforeTheDeadlineLosesNothing(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership leadership = leader.leads();
        Contender waiting = scene.join();
        leader.isRenewed(leadership);
        for (int i = 0; i < 3; i++) {
            leader.participant().cutOff();
            Scene.staysTrue("held in the break", scene.limits().validity().dividedBy(4), leadership::isHeld);
            leader.participant().heal();
            leader.isRenewed(leadership);
        }
        scene.goesOn("held after the break", leadership::isHeld);
        assertThat(waiting.heard().calls()).isEmpty();
    }

    @Test
    @Tag("P6")
    @ShortLease(times = 3)
    default void aBreakOfAWaitingCandidateCostsTheLeaderNothing(Scene scene) throws InterruptedException {
        Leadership leadership = scene.join().leads();
        Limits ending = scene.fixture().limits();
        Contender waiting = scene.join(Scene.lease(ending));
        waiting.participant().cutOff();
        Scene.staysTrue("held", ending.lease().multipliedBy(5).dividedBy(4), leadership::isHeld);
        waiting.participant().heal();
        scene.awaitInQueue(waiting);
        scene.goesOn("held", leadership::isHeld);
    }

    @Test
    @Tag("P3")
    @ShortLease
    default void whatHasEndedIsNeverHeldAgain(Scene scene) throws InterruptedException {
        Contender only = scene.join();
        Leadership first = only.leads();
        only.participant().cutOff();
        Scene.await("not held any more", scene.limits().takeOver(), () -> !first.isHeld());
        only.participant().heal();
        only.loses(first);
        Leadership second = only.leads();
        assertThat(second).isNotSameAs(first);
        assertThat(second.token()).isGreaterThan(first.token());
        Scene.staysTrue("the first is not held", scene.limits().lease(), () -> !first.isHeld());
    }
}
