// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.ElectorOptions;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a leader steps down. */
public interface ResignContract extends Contract {

    @Test
    @Tag("P7")
    default void afterAResignationTheNextLeadsAtOnce(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Contender next = scenario.join();
        leader.elector().resign();
        Leadership second = next.elector()
                .awaitLeadership(scenario.timings().handOver())
                .orElseThrow(() -> new AssertionError(
                        "no hand-over within " + scenario.timings().handOver()));
        assertThat(first.isHeld()).isFalse();
        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(leader.loses(first)).isEqualTo(LossReason.RESIGNED);
    }

    @Test
    @Tag("P7")
    default void whoHasResignedStandsAgainAtTheEndOfTheQueue(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join(options -> options.withResignBackoff(Duration.ofMillis(10)));
        leader.leads();
        Contender second = scenario.join();
        Contender third = scenario.join();
        leader.elector().resign();
        second.leads();
        scenario.awaitInQueue(leader);
        assertThat(scenario.queue()).containsExactly(second.id(), third.id(), leader.id());
    }

    @Test
    @Tag("P8")
    default void aLoneCandidateLeadsAgainAfterTheBackOff(ContractScenario scenario) throws InterruptedException {
        Duration backOff = scenario.fixture().timings().validity();
        Contender only = scenario.join(options -> options.withResignBackoff(backOff));
        Leadership first = only.leads();
        long before = System.nanoTime();
        only.elector().resign();
        Conditions.await("resigned", scenario.timings().takeOver(), () -> !first.isHeld());
        Leadership second = only.leads();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(backOff);
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P7")
    default void resigningWithoutLeadingChangesNothing(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        Leadership leadership = leader.leads();
        Contender second = scenario.join();
        Contender third = scenario.join();
        Contender idle = scenario.contender(scenario.connect(), scenario.election(), UnaryOperator.identity());
        second.elector().resign();
        idle.elector().resign();
        scenario.goesOn("held", leadership::isHeld);
        assertThat(scenario.queue()).containsExactly(leader.id(), second.id(), third.id());
        leader.elector().resign();
        second.leads();
    }

    @Test
    @Tag("P7")
    default void resigningTwiceIsOneResignation(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join(options -> options.withResignBackoff(Duration.ofMillis(10)));
        Leadership first = leader.leads();
        leader.elector().resign();
        leader.elector().resign();
        Conditions.await("resigned", scenario.timings().takeOver(), () -> !first.isHeld());
        Leadership second = leader.leads();
        scenario.goesOn("held", second::isHeld);
        Conditions.await(
                "told",
                scenario.timings().takeOver(),
                () -> leader.heard().tokens().size() > 1);
        assertThat(leader.heard().tokens()).containsExactly(first.token(), second.token());
    }

    @Test
    @Tag("P1")
    @Tag("P7")
    default void leadershipGoesRoundAmongThoseWhoResign(ContractScenario scenario) throws InterruptedException {
        UnaryOperator<ElectorOptions> noBackOff = options -> options.withResignBackoff(Duration.ZERO);
        Contender[] all = {scenario.join(noBackOff), scenario.join(noBackOff), scenario.join(noBackOff)};
        for (int i = 0; i < 9; i++) {
            Contender leader = all[i % all.length];
            Leadership leadership = leader.leads();
            leader.elector().resign();
            leader.loses(leadership);
            scenario.awaitInQueue(leader);
        }
        scenario.assertOneLeads();
    }
}
