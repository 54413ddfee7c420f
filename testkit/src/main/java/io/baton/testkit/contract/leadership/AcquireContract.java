// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Leader;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.fixture.Participant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a leadership begins. */
public interface AcquireContract extends Contract {

    @Test
    @Tag("P1")
    default void oneOfSeveralLeads(ContractScenario scenario) throws InterruptedException {
        List<Contender> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(scenario.contender(scenario.connect(), scenario.election(), UnaryOperator.identity()));
        }
        all.forEach(contender -> contender.elector().start());
        Conditions.await("one leads", scenario.timings().takeOver(), () -> leaders(all) == 1);
        all.forEach(scenario::awaitInQueue);
        scenario.goesOn("exactly one leads", () -> leaders(all) == 1);
    }

    private static long leaders(List<Contender> all) {
        return all.stream().filter(contender -> contender.elector().isLeader()).count();
    }

    @Test
    @Tag("P1")
    default void theFirstOfTheQueueLeadsAndTheOthersWait(ContractScenario scenario) throws InterruptedException {
        Contender first = scenario.join();
        first.leads();
        Contender second = scenario.join();
        Contender third = scenario.join();
        assertThat(scenario.queue()).containsExactly(first.id(), second.id(), third.id());
        assertThat(second.elector().isLeader()).isFalse();
        assertThat(third.elector().leadership()).isEmpty();
    }

    @Test
    @Tag("P4")
    default void theLeaderThatIsAnnouncedIsTheFirstInTheStore(ContractScenario scenario) throws InterruptedException {
        Contender first = scenario.join();
        Leadership leadership = first.leads();
        scenario.join();
        Leader told = scenario.leader().orElseThrow();
        assertThat(told.id()).isEqualTo(first.id());
        assertThat(told.token()).isEqualTo(leadership.token());
        assertThat(scenario.queue().get(0)).isEqualTo(first.id());
    }

    @Test
    @Tag("P3")
    default void aLeadershipIsHeldForAtMostTheValidity(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership leadership = only.leads();
        leadership.ensureHeld();
        assertThat(leadership.isHeld()).isTrue();
        assertThat(leadership.remaining())
                .isPositive()
                .isLessThanOrEqualTo(scenario.timings().validity());
        assertThat(leadership.election()).isEqualTo(scenario.election());
        assertThat(only.elector().leadership()).contains(leadership);
    }

    @Test
    @Tag("P4")
    default void anElectorThatIsNotStartedDoesNotStand(ContractScenario scenario) throws InterruptedException {
        Contender idle = scenario.contender(scenario.connect(), scenario.election(), UnaryOperator.identity());
        assertThatThrownBy(
                        () -> idle.elector().awaitLeadership(scenario.timings().request()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("start()");
        Conditions.staysTrue(
                "does not lead",
                scenario.timings().request(),
                () -> !idle.elector().isLeader());
        assertThat(scenario.queue()).isEmpty();
        assertThat(scenario.fixture().leftovers(scenario.election())).isEmpty();
    }

    @Test
    @Tag("P10")
    default void startingTwiceEntersOnce(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership leadership = only.leads();
        only.elector().start();
        scenario.goesOn("the same leadership is held", leadership::isHeld);
        assertThat(scenario.queue()).containsExactly(only.id());
    }

    @Test
    @Tag("P10")
    default void aConnectionStandsOnceInAnElection(ContractScenario scenario) throws InterruptedException {
        Participant participant = scenario.connect();
        Contender first = scenario.join(participant, scenario.election(), UnaryOperator.identity());
        assertThatThrownBy(() -> participant.baton().elector(scenario.election()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already");
        first.leads();
        first.elector().close();
        scenario.join(participant, scenario.election(), UnaryOperator.identity())
                .leads();
    }

    @Test
    @Tag("P8")
    default void anElectionCanBeEnteredAgainAfterClosing(ContractScenario scenario) throws InterruptedException {
        Contender first = scenario.join();
        Leadership before = first.leads();
        first.elector().close();
        Contender again = scenario.join(first.participant(), scenario.election(), UnaryOperator.identity());
        assertThat(again.leads().token()).isGreaterThan(before.token());
    }
}
