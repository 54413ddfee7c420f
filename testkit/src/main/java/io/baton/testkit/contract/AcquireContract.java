// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Leader;
import io.baton.Leadership;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a leadership begins. */
public interface AcquireContract extends Contract {

    @Test
    @Tag("P1")
    default void oneOfSeveralLeads(Scene scene) throws InterruptedException {
        List<Contender> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(scene.contender(scene.connect(), scene.election(), UnaryOperator.identity()));
        }
        all.forEach(contender -> contender.elector().start());
        Scene.await("one leads", scene.limits().takeOver(), () -> leaders(all) == 1);
        all.forEach(scene::awaitInQueue);
        scene.goesOn("exactly one leads", () -> leaders(all) == 1);
    }

    private static long leaders(List<Contender> all) {
        return all.stream().filter(contender -> contender.elector().isLeader()).count();
    }

    @Test
    @Tag("P1")
    default void theFirstOfTheQueueLeadsAndTheOthersWait(Scene scene) throws InterruptedException {
        Contender first = scene.join();
        first.leads();
        Contender second = scene.join();
        Contender third = scene.join();
        assertThat(scene.queue()).containsExactly(first.id(), second.id(), third.id());
        assertThat(second.elector().isLeader()).isFalse();
        assertThat(third.elector().leadership()).isEmpty();
    }

    @Test
    @Tag("P4")
    default void theLeaderThatIsAnnouncedIsTheFirstInTheStore(Scene scene) throws InterruptedException {
        Contender first = scene.join();
        Leadership leadership = first.leads();
        scene.join();
        Leader told = scene.leader().orElseThrow();
        assertThat(told.id()).isEqualTo(first.id());
        assertThat(told.token()).isEqualTo(leadership.token());
        assertThat(scene.queue().get(0)).isEqualTo(first.id());
    }

    @Test
    @Tag("P3")
    default void aLeadershipIsHeldForAtMostTheValidity(Scene scene) throws InterruptedException {
        Contender only = scene.join();
        Leadership leadership = only.leads();
        leadership.ensureHeld();
        assertThat(leadership.isHeld()).isTrue();
        assertThat(leadership.remaining())
                .isPositive()
                .isLessThanOrEqualTo(scene.limits().validity());
        assertThat(leadership.election()).isEqualTo(scene.election());
        assertThat(only.elector().leadership()).contains(leadership);
    }

    @Test
    @Tag("P4")
    default void anElectorThatIsNotStartedDoesNotStand(Scene scene) throws InterruptedException {
        Contender idle = scene.contender(scene.connect(), scene.election(), UnaryOperator.identity());
        assertThatThrownBy(() -> idle.elector().awaitLeadership(scene.limits().request()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("start()");
        Scene.staysTrue(
                "does not lead", scene.limits().request(), () -> !idle.elector().isLeader());
        assertThat(scene.queue()).isEmpty();
        assertThat(scene.fixture().leftovers(scene.election())).isEmpty();
    }

    @Test
    @Tag("P10")
    default void startingTwiceEntersOnce(Scene scene) throws InterruptedException {
        Contender only = scene.join();
        Leadership leadership = only.leads();
        only.elector().start();
        scene.goesOn("the same leadership is held", leadership::isHeld);
        assertThat(scene.queue()).containsExactly(only.id());
    }

    @Test
    @Tag("P10")
    default void aConnectionStandsOnceInAnElection(Scene scene) throws InterruptedException {
        Participant participant = scene.connect();
        Contender first = scene.join(participant, scene.election(), UnaryOperator.identity());
        assertThatThrownBy(() -> participant.baton().elector(scene.election()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already");
        first.leads();
        first.elector().close();
        scene.join(participant, scene.election(), UnaryOperator.identity()).leads();
    }

    @Test
    @Tag("P8")
    default void anElectionCanBeEnteredAgainAfterClosing(Scene scene) throws InterruptedException {
        Contender first = scene.join();
        Leadership before = first.leads();
        first.elector().close();
        Contender again = scene.join(first.participant(), scene.election(), UnaryOperator.identity());
        assertThat(again.leads().token()).isGreaterThan(before.token());
    }
}
