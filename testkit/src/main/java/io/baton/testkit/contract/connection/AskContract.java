// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.spi.CandidateQueue;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.OpenSession;
import io.baton.testkit.fixture.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the store tells those who ask it. */
public interface AskContract extends Contract {

    @Test
    @Tag("P4")
    default void anElectionThatNoCandidateJoinedHasNoLeaderAndNoCandidates(ContractScenario scenario)
            throws InterruptedException {
        assertThat(scenario.leader()).isEmpty();
        assertThat(scenario.queue()).isEmpty();
        assertThat(scenario.fixture().leftovers(scenario.election())).isEmpty();
    }

    @Test
    @Tag("P4")
    default void candidatesAreToldInTheOrderOfTheQueueWithWhatTheyPublish(ContractScenario scenario)
            throws InterruptedException {
        Candidate first = new Candidate("first \u00e9\ud83d\ude00", Map.of("address", "host:1", "=", "\n%"));
        Candidate second = new Candidate("second");
        Contender leader = scenario.join(options -> options.as(first));
        leader.leads();
        scenario.join(options -> options.as(second));
        scenario.join(options -> options.as(new Candidate("second", Map.of("duplicate", "yes"))));
        // Two have one id, so that the scenario cannot tell whether the last has entered.
        Conditions.await(
                "all stand",
                scenario.timings().takeOver(),
                () -> scenario.observer(scenario.election()).candidates().size() == 3);
        assertThat(Await.answer("who stands", scenario.observer(scenario.election())::candidates))
                .containsExactly(first, second, new Candidate("second", Map.of("duplicate", "yes")));
        Leader told = scenario.leader().orElseThrow();
        assertThat(told.id()).isEqualTo(first.id());
        assertThat(told.attributes()).isEqualTo(first.attributes());
    }

    @Test
    @Tag("P4")
    default void theLeaderIsTheFirstInTheQueueOnceItHasTakenLeadership(ContractScenario scenario)
            throws InterruptedException {
        OpenSession asking = OpenSession.in(scenario);
        assertThat(asking.leader(scenario.election())).isEmpty();
        Contender leader = scenario.join(options -> options.as(new Candidate("first", Map.of("address", "host:1"))));
        Leadership led = leader.leads();
        scenario.join();
        Leader told = asking.leader(scenario.election()).orElseThrow();
        CandidateQueue.QueuedCandidate first =
                asking.candidates(scenario.election()).queue().get(0);
        assertThat(told.token()).isEqualTo(led.token());
        assertThat(told.token().value()).isEqualTo(first.token());
        assertThat(new Candidate(told.id(), told.attributes())).isEqualTo(first.candidate());
    }

    @Test
    @Tag("P4")
    default void whoWaitsForTheEndOfAnotherLeadershipIsNoLeader(ContractScenario scenario) throws InterruptedException {
        OpenSession asking = OpenSession.in(scenario);
        Contender leader = scenario.join();
        Leadership held = leader.leads();
        Contender next = scenario.join();
        leader.participant().cutOff();
        leader.participant().expireSession();
        Conditions.await(
                "the next one stands first",
                scenario.timings().takeOver(),
                () -> scenario.queue().equals(List.of(next.id())));
        assertThat(held.isHeld()).isTrue();
        assertThat(asking.leader(scenario.election())).isEmpty();
    }

    @Test
    @Tag("P4")
    default void aCandidateIsToldTheLeaderToo(ContractScenario scenario) throws InterruptedException {
        Leadership leadership = scenario.join().leads();
        LeaderElector waiting = scenario.join().elector();
        assertThat(Await.answer("who leads", waiting::leader).map(Leader::token))
                .contains(leadership.token());
        assertThat(Await.answer("who stands", waiting::candidates)).hasSize(2);
    }
}
