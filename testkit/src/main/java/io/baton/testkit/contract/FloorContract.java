// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.Leadership;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Scene;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The floor under the tokens of an election. */
public interface FloorContract extends Contract {

    @Test
    @Tag("P2")
    default void aFloorLiftsTheFirstToken(Scene scene) throws InterruptedException {
        assertThat(scene.raiseFloor(scene.election(), 1_000_000_000_000L)).isEqualTo(1_000_000_000_000L);
        assertThat(scene.join().leads().token().value()).isGreaterThan(1_000_000_000_000L);
    }

    @Test
    @Tag("P2")
    default void aRaisedFloorLiftsTheNextTokenAndLeavesTheLeaderItsOwn(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Contender waiting = scene.join();
        long floor = first.token().value() + 1_000_000;
        scene.raiseFloor(scene.election(), floor);
        leader.isRenewed(first);
        assertThat(first.isHeld()).isTrue();
        leader.elector().close();
        assertThat(waiting.leads().token().value()).isGreaterThan(floor);
    }

    @Test
    @Tag("P2")
    default void everyRaiseLiftsTheTokensOfThoseWhoWait(Scene scene) throws InterruptedException {
        Contender leader = scene.join(options -> options.withResignBackoff(Duration.ZERO));
        scene.join(options -> options.withResignBackoff(Duration.ZERO));
        scene.join(options -> options.withResignBackoff(Duration.ZERO));
        long floor = leader.leads().token().value();
        for (int i = 0; i < 5; i++) {
            floor += 10;
            assertThat(scene.raiseFloor(scene.election(), floor)).isGreaterThanOrEqualTo(floor);
            long before = floor;
            Contender resigning = scene.leading();
            Leadership old = resigning.leads();
            resigning.elector().resign();
            resigning.loses(old);
            assertThat(scene.leading().leads().token().value()).isGreaterThan(before);
        }
    }

    @Test
    @Tag("P2")
    default void aFloorNeverGoesDown(Scene scene) throws InterruptedException {
        assertThat(scene.raiseFloor(scene.election(), 5_000)).isEqualTo(5_000);
        assertThat(scene.raiseFloor(scene.election(), 10)).isEqualTo(5_000);
        assertThat(scene.raiseFloor(scene.election(), 0)).isEqualTo(5_000);
        assertThat(scene.join().leads().token().value()).isGreaterThan(5_000);
    }

    @Test
    @Tag("P2")
    default void aFloorThatLeavesNoRoomForTokensIsRefused(Scene scene) throws InterruptedException {
        Baton baton = scene.bystander().baton();
        assertThatThrownBy(() -> baton.raiseTokenFloor(scene.election(), Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("floor");
        assertThatThrownBy(() -> baton.raiseTokenFloor(scene.election(), -1))
                .isInstanceOf(IllegalArgumentException.class);
        scene.join().leads();
    }

    @Test
    @Tag("P11")
    default void aFloorOfOneElectionLiftsNoOther(Scene scene) throws InterruptedException {
        long floor = 1_000_000_000_000_000L;
        scene.raiseFloor(scene.election() + "/b", floor);
        scene.raiseFloor(".floor", floor);
        scene.raiseFloor(scene.election() + "%2Fb", floor);
        assertThat(scene.join().leads().token().value()).isLessThan(floor);
    }

    @Test
    @Tag("P11")
    default void aFloorThatCannotBeReadRefusesCandidacy(Scene scene) throws InterruptedException {
        scene.fixture().spoilFloor(scene.election());
        Contender refused = scene.contender(scene.connect(), scene.election(), UnaryOperator.identity());
        refused.elector().start();
        assertThatThrownBy(refused::leads).isInstanceOf(BatonException.class).hasMessageContaining("floor");
        Scene.await(
                "told",
                scene.limits().takeOver(),
                () -> !refused.heard().refusals().isEmpty());
        assertThat(refused.heard().refusals().get(0)).hasMessageContaining("floor");
        assertThat(refused.heard().calls()).isEmpty();
        Scene.await(
                "no candidate stands",
                scene.limits().takeOver(),
                () -> scene.fixture().leftovers(scene.election()).isEmpty());
    }

    @Test
    @Tag("P11")
    default void aFloorThatCannotBeReadRefusesNoOtherElection(Scene scene) throws InterruptedException {
        scene.fixture().spoilFloor(scene.election() + "-spoilt");
        Participant participant = scene.connect();
        Contender refused = scene.contender(participant, scene.election() + "-spoilt", UnaryOperator.identity());
        refused.elector().start();
        Contender other = scene.join(participant, scene.election(), UnaryOperator.identity());
        Leadership leadership = other.leads();
        Scene.await(
                "told",
                scene.limits().takeOver(),
                () -> !refused.heard().refusals().isEmpty());
        scene.goesOn("held", leadership::isHeld);
    }
}
