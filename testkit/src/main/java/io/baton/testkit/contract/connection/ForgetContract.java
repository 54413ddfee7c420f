// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.Leadership;
import io.baton.spi.Candidacy;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.OpenSession;
import io.baton.testkit.spi.RecordingFacts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An election that is over can be forgotten; none that is in use, and none whose tokens would begin anew. */
public interface ForgetContract extends Contract {

    @Test
    @Tag("P12")
    default void anElectionThatWasNeverUsedIsForgotten(ContractScenario scenario) throws InterruptedException {
        assertThat(OpenSession.in(scenario).forgets(scenario.election())).isTrue();
        assertThat(scenario.fixture().leftovers(scenario.election())).isEmpty();
    }

    @Test
    @Tag("P2")
    @Tag("P12")
    default void tokensGrowWhenAForgottenElectionIsUsedAgain(ContractScenario scenario) throws InterruptedException {
        OpenSession operator = OpenSession.in(scenario);
        Contender first = scenario.join();
        Leadership before = first.leads();
        first.elector().close();
        assertThat(operator.forgets(scenario.election())).isTrue();
        assertThat(operator.forgets(scenario.election())).as("forgotten twice").isTrue();
        Contender second = scenario.join();
        assertThat(second.leads().token()).isGreaterThan(before.token());
    }

    @Test
    @Tag("P12")
    default void nothingOfAForgottenElectionIsLeft(ContractScenario scenario) throws InterruptedException {
        OpenSession operator = OpenSession.in(scenario);
        Contender leader = scenario.join();
        leader.leads();
        leader.elector().close();
        assertThat(operator.forgets(scenario.election())).isTrue();
        RecordingFacts facts = new RecordingFacts();
        Candidacy newcomer =
                operator.session().enter(new ElectionName(scenario.election()), new Candidate("newcomer"), facts);
        QueuePosition queuePosition = (QueuePosition) facts.next("position");
        assertThat(queuePosition.leaderRecord().led()).as("who has led before").isZero();
        assertThat(queuePosition.floor().floor()).isZero();
        newcomer.release();
        facts.eventually("gone");
        assertThat(operator.forgets(scenario.election())).isTrue();
    }

    @Test
    @Tag("P1")
    @Tag("P11")
    default void anElectionInUseIsNotForgotten(ContractScenario scenario) throws InterruptedException {
        OpenSession operator = OpenSession.in(scenario);
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Contender next = scenario.join();
        assertThat(operator.forgets(scenario.election()))
                .as("forgotten while it is in use")
                .isFalse();
        assertThat(first.isHeld()).isTrue();
        leader.elector().close();
        assertThat(next.leads().token()).isGreaterThan(first.token());
        assertThat(operator.forgets(scenario.election()))
                .as("forgotten while it is in use")
                .isFalse();
    }

    @Test
    @Tag("P1")
    default void anElectionWhoseLeaderMayStillHoldIsNotForgotten(ContractScenario scenario)
            throws InterruptedException {
        OpenSession operator = OpenSession.in(scenario);
        Contender leader = scenario.join();
        Leadership held = leader.leads();
        leader.participant().cutOff();
        leader.participant().expireSession();
        Conditions.await(
                "no candidate stands",
                scenario.timings().takeOver(),
                () -> scenario.fixture().leftovers(scenario.election()).isEmpty());
        assertThat(held.isHeld()).isTrue();
        assertThat(operator.forgets(scenario.election()))
                .as("forgotten while it is held")
                .isFalse();
    }

    @Test
    @Tag("P2")
    default void anElectionWithAFloorIsNotForgotten(ContractScenario scenario) throws InterruptedException {
        OpenSession operator = OpenSession.in(scenario);
        long floor = scenario.raiseFloor(scenario.election(), 1_000_000_000_000L);
        assertThat(operator.forgets(scenario.election()))
                .as("forgotten with its floor")
                .isFalse();
        assertThat(scenario.join().leads().token().value()).isGreaterThan(floor);
    }
}
