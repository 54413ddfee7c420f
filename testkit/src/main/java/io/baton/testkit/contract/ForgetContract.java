// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.Leadership;
import io.baton.spi.Candidacy;
import io.baton.spi.ElectionName;
import io.baton.spi.Standing;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Scene;
import io.baton.testkit.spi.RecordingFacts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An election that is over can be forgotten; none that is in use, and none whose tokens would begin anew. */
public interface ForgetContract extends Contract {

    @Test
    @Tag("P12")
    default void anElectionThatWasNeverUsedIsForgotten(Scene scene) throws InterruptedException {
        assertThat(OpenSession.in(scene).forgets(scene.election())).isTrue();
        assertThat(scene.fixture().leftovers(scene.election())).isEmpty();
    }

    @Test
    @Tag("P2")
    @Tag("P12")
    default void tokensGrowWhenAForgottenElectionIsUsedAgain(Scene scene) throws InterruptedException {
        OpenSession operator = OpenSession.in(scene);
        Contender first = scene.join();
        Leadership before = first.leads();
        first.elector().close();
        assertThat(operator.forgets(scene.election())).isTrue();
        assertThat(operator.forgets(scene.election())).as("forgotten twice").isTrue();
        Contender second = scene.join();
        assertThat(second.leads().token()).isGreaterThan(before.token());
    }

    @Test
    @Tag("P12")
    default void nothingOfAForgottenElectionIsLeft(Scene scene) throws InterruptedException {
        OpenSession operator = OpenSession.in(scene);
        Contender leader = scene.join();
        leader.leads();
        leader.elector().close();
        assertThat(operator.forgets(scene.election())).isTrue();
        RecordingFacts facts = new RecordingFacts();
        Candidacy newcomer =
                operator.session().enter(new ElectionName(scene.election()), new Candidate("newcomer"), facts);
        Standing standing = (Standing) facts.next("standing");
        assertThat(standing.office().led()).as("who has led before").isZero();
        assertThat(standing.floor().floor()).isZero();
        newcomer.release();
        facts.eventually("gone");
        assertThat(operator.forgets(scene.election())).isTrue();
    }

    @Test
    @Tag("P1")
    @Tag("P11")
    default void anElectionInUseIsNotForgotten(Scene scene) throws InterruptedException {
        OpenSession operator = OpenSession.in(scene);
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Contender next = scene.join();
        assertThat(operator.forgets(scene.election()))
                .as("forgotten while it is in use")
                .isFalse();
        assertThat(first.isHeld()).isTrue();
        leader.elector().close();
        assertThat(next.leads().token()).isGreaterThan(first.token());
        assertThat(operator.forgets(scene.election()))
                .as("forgotten while it is in use")
                .isFalse();
    }

    @Test
    @Tag("P1")
    default void anElectionWhoseLeaderMayStillHoldIsNotForgotten(Scene scene) throws InterruptedException {
        OpenSession operator = OpenSession.in(scene);
        Contender leader = scene.join();
        Leadership held = leader.leads();
        leader.participant().cutOff();
        leader.participant().expireSession();
        Scene.await(
                "no candidate stands",
                scene.limits().takeOver(),
                () -> scene.fixture().leftovers(scene.election()).isEmpty());
        assertThat(held.isHeld()).isTrue();
        assertThat(operator.forgets(scene.election()))
                .as("forgotten while it is held")
                .isFalse();
    }

    @Test
    @Tag("P2")
    default void anElectionWithAFloorIsNotForgotten(Scene scene) throws InterruptedException {
        OpenSession operator = OpenSession.in(scene);
        long floor = scene.raiseFloor(scene.election(), 1_000_000_000_000L);
        assertThat(operator.forgets(scene.election()))
                .as("forgotten with its floor")
                .isFalse();
        assertThat(scene.join().leads().token().value()).isGreaterThan(floor);
    }
}
