// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leader;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Scene;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a leadership ends that its leader did not end, and what follows. */
public interface LossContract extends Contract {
    /** The store ends a session while its leader counts on a proof: today's libraries elect two leaders here. */
    @Test
    @Tag("P1")
    @ShortLease
    default void aSessionThatEndsEarlyMakesNoTwoLeaders(Scene scene) throws InterruptedException {
        Contender cut = scene.join();
        Leadership first = cut.leads();
        Contender next = scene.join();
        cut.isFresh(first);
        cut.participant().cutOff();
        cut.participant().expireSession();
        Leadership second = next.leads();
        scene.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scene.election()).isFalse();
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P1")
    @ShortLease
    default void aNewcomerWaitsForALeaderThatItNeverSaw(Scene scene) throws InterruptedException {
        Contender cut = scene.join();
        Participant newcomer = scene.connect();
        Leadership first = cut.leads();
        cut.isFresh(first);
        cut.participant().cutOff();
        cut.participant().expireSession();
        Leadership second =
                scene.join(newcomer, scene.election(), UnaryOperator.identity()).leads();
        scene.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scene.election()).isFalse();
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P1")
    @Tag("P4")
    @ShortLease(times = 3)
    default void aLeaderDeletedByHandLosesItsLeadershipBeforeTheNextLeads(Scene scene) throws InterruptedException {
        Contender deleted = scene.join();
        Leadership first = deleted.leads();
        Contender next = scene.join();
        deleted.isRenewed(first);
        scene.deleteByHand(deleted);
        Leadership second = next.leads();
        scene.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scene.election()).isFalse();
        assertThat(deleted.loses(first)).isEqualTo(LossReason.REMOVED);
        scene.awaitInQueue(deleted);
        assertThat(scene.queue()).containsExactly(next.id(), deleted.id());
        next.elector().close();
        assertThat(deleted.leads().token()).isGreaterThan(second.token());
    }

    @Test
    @Tag("P1")
    @Tag("P4")
    @ShortLease(times = 3)
    default void aLeaderDeletedWhileItIsCutOffDoesNotLeadBesideTheNext(Scene scene) throws InterruptedException {
        Contender deleted = scene.join();
        Leadership first = deleted.leads();
        Contender next = scene.join();
        deleted.isRenewed(first);
        deleted.participant().cutOff();
        scene.deleteByHand(deleted);
        Scene.staysTrue(
                "one leads",
                scene.limits().validity().dividedBy(3),
                () -> !(next.elector().isLeader() && first.isHeld()));
        deleted.participant().heal();
        next.leads();
        scene.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scene.election()).isFalse();
        deleted.loses(first);
        scene.awaitInQueue(deleted);
    }

    @Test
    @Tag("P4")
    @Tag("P11")
    @ShortLease(times = 3)
    default void onlyTheElectionThatWasDeletedIsLost(Scene scene) throws InterruptedException {
        Contender deleted = scene.join();
        Leadership lost = deleted.leads();
        Contender other = scene.join(deleted.participant(), scene.election() + "-other", UnaryOperator.identity());
        Leadership kept = other.leads();
        Contender next = scene.join();
        scene.deleteByHand(deleted);
        next.leads();
        assertThat(deleted.loses(lost)).isEqualTo(LossReason.REMOVED);
        scene.goesOn("the other election is led", kept::isHeld);
        assertThat(other.heard().calls()).hasSize(1);
    }

    @Test
    @Tag("P4")
    default void aCandidacyThatIsGoneIsNeverAnnounced(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        leader.leads();
        Contender deleted = scene.join();
        scene.deleteByHand(deleted);
        leader.elector().close();
        Leadership announced = deleted.leads();
        assertThat(scene.leader().map(Leader::token))
                .as("the token that the store has for the leader")
                .contains(announced.token());
    }

    @Test
    @Tag("P5")
    default void aLeadershipTellsWhyItWasLost(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership leadership = leader.leads();
        CompletableFuture<LossReason> lost = leadership.lost().toCompletableFuture();
        assertThat(lost).isNotDone();
        scene.deleteByHand(leader);
        Scene.await("lost is told", scene.limits().takeOver(), lost::isDone);
        assertThat(lost.join()).isEqualTo(LossReason.REMOVED);
        assertThat(leadership.isHeld()).isFalse();
    }
}
