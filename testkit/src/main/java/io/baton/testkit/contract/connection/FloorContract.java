// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.fixture.Participant;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The floor under the tokens of an election. */
public interface FloorContract extends Contract {

    @Test
    @Tag("P2")
    default void aFloorLiftsTheFirstToken(ContractScenario scenario) throws InterruptedException {
        assertThat(scenario.raiseFloor(scenario.election(), 1_000_000_000_000L)).isEqualTo(1_000_000_000_000L);
        assertThat(scenario.join().leads().token().value()).isGreaterThan(1_000_000_000_000L);
    }

    @Test
    @Tag("P2")
    default void aRaisedFloorLiftsTheNextTokenAndLeavesTheLeaderItsOwn(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Contender waiting = scenario.join();
        long floor = first.token().value() + 1_000_000;
        scenario.raiseFloor(scenario.election(), floor);
        leader.isRenewed(first);
        assertThat(first.isHeld()).isTrue();
        leader.elector().close();
        assertThat(waiting.leads().token().value()).isGreaterThan(floor);
    }

    @Test
    @Tag("P2")
    default void everyRaiseLiftsTheTokensOfThoseWhoWait(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join(options -> options.withResignBackoff(Duration.ZERO));
        scenario.join(options -> options.withResignBackoff(Duration.ZERO));
        scenario.join(options -> options.withResignBackoff(Duration.ZERO));
        long floor = leader.leads().token().value();
        for (int i = 0; i < 5; i++) {
            floor += 10;
            assertThat(scenario.raiseFloor(scenario.election(), floor)).isGreaterThanOrEqualTo(floor);
            long before = floor;
            Contender resigning = scenario.leading();
            Leadership old = resigning.leads();
            resigning.elector().resign();
            resigning.loses(old);
            assertThat(scenario.leading().leads().token().value()).isGreaterThan(before);
        }
    }

    @Test
    @Tag("P2")
    default void aFloorNeverGoesDown(ContractScenario scenario) throws InterruptedException {
        assertThat(scenario.raiseFloor(scenario.election(), 5_000)).isEqualTo(5_000);
        assertThat(scenario.raiseFloor(scenario.election(), 10)).isEqualTo(5_000);
        assertThat(scenario.raiseFloor(scenario.election(), 0)).isEqualTo(5_000);
        assertThat(scenario.join().leads().token().value()).isGreaterThan(5_000);
    }

    @Test
    @Tag("P2")
    default void aFloorThatLeavesNoRoomForTokensIsRefused(ContractScenario scenario) throws InterruptedException {
        Baton baton = scenario.bystander().baton();
        assertThatThrownBy(() -> baton.raiseTokenFloor(scenario.election(), Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("floor");
        assertThatThrownBy(() -> baton.raiseTokenFloor(scenario.election(), -1))
                .isInstanceOf(IllegalArgumentException.class);
        scenario.join().leads();
    }

    @Test
    @Tag("P11")
    default void aFloorOfOneElectionLiftsNoOther(ContractScenario scenario) throws InterruptedException {
        long floor = 1_000_000_000_000_000L;
        scenario.raiseFloor(scenario.election() + "/b", floor);
        scenario.raiseFloor(".floor", floor);
        scenario.raiseFloor(scenario.election() + "%2Fb", floor);
        assertThat(scenario.join().leads().token().value()).isLessThan(floor);
    }

    @Test
    @Tag("P11")
    default void aFloorThatCannotBeReadRefusesCandidacy(ContractScenario scenario) throws InterruptedException {
        scenario.fixture().spoilFloor(scenario.election());
        Contender refused = scenario.contender(scenario.connect(), scenario.election(), UnaryOperator.identity());
        refused.elector().start();
        assertThatThrownBy(refused::leads).isInstanceOf(BatonException.class).hasMessageContaining("floor");
        Conditions.await(
                "told",
                scenario.timings().takeOver(),
                () -> !refused.heard().refusals().isEmpty());
        assertThat(refused.heard().refusals().get(0)).hasMessageContaining("floor");
        assertThat(refused.heard().calls()).isEmpty();
        Conditions.await(
                "no candidate stands",
                scenario.timings().takeOver(),
                () -> scenario.fixture().leftovers(scenario.election()).isEmpty());
    }

    @Test
    @Tag("P11")
    default void aFloorThatCannotBeReadRefusesNoOtherElection(ContractScenario scenario) throws InterruptedException {
        scenario.fixture().spoilFloor(scenario.election() + "-spoilt");
        Participant participant = scenario.connect();
        Contender refused = scenario.contender(participant, scenario.election() + "-spoilt", UnaryOperator.identity());
        refused.elector().start();
        Contender other = scenario.join(participant, scenario.election(), UnaryOperator.identity());
        Leadership leadership = other.leads();
        Conditions.await(
                "told",
                scenario.timings().takeOver(),
                () -> !refused.heard().refusals().isEmpty());
        scenario.goesOn("held", leadership::isHeld);
    }
}
