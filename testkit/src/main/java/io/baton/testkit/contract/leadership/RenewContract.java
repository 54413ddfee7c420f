// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.LeadershipLostException;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.ShortLease;
import io.baton.testkit.fixture.BackendTimings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a leadership is held. */
public interface RenewContract extends Contract {

    @Test
    @Tag("P3")
    @ShortLease(times = 3)
    default void aLeadershipOutlivesTheLease(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        Contender waiting = scenario.join();
        Leadership leadership = leader.leads();
        FencingToken token = leadership.token();
        Conditions.staysTrue("held", scenario.timings().lease().multipliedBy(5).dividedBy(4), leadership::isHeld);
        assertThat(leadership.token()).isEqualTo(token);
        assertThat(leader.heard().calls()).hasSize(1);
        assertThat(waiting.heard().calls()).isEmpty();
    }

    @Test
    @Tag("P3")
    @ShortLease
    default void aCutOffLeaderEndsItsLeadershipByItselfAtTheDeadline(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Leadership leadership = leader.leads();
        leader.isFresh(leadership);
        leader.participant().cutOff();
        long cutAt = System.nanoTime();
        Conditions.await("not held any more", scenario.timings().takeOver(), () -> !leadership.isHeld());
        assertThat(leadership.remaining()).isZero();
        assertThatThrownBy(leadership::ensureHeld)
                .isInstanceOf(LeadershipLostException.class)
                .hasMessageContaining(leadership.token().toString());
        assertThat(leader.elector().leadership()).isNotEqualTo(Optional.of(leadership));
        Conditions.await(
                "leads no more",
                scenario.timings().takeOver(),
                () -> !leader.elector().isLeader());
        assertThat(heldAfter(cutAt, leadership, scenario))
                .as("held after the cut")
                .isLessThanOrEqualTo(scenario.timings().validity());
    }

    private static Duration heldAfter(long moment, Leadership leadership, ContractScenario scenario) {
        long last = scenario.history()
                .lastHeldAt(leadership.election(), leadership.token())
                .orElseThrow();
        return Duration.ofNanos(last - moment);
    }

    @Test
    @Tag("P1")
    @Tag("P3")
    @ShortLease
    default void theNextLeadsOnlyAfterTheDeadlineOfACutOffLeader(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Contender next = scenario.join();
        leader.isFresh(first);
        leader.participant().cutOff();
        Leadership second = next.leads();
        scenario.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scenario.election()).isFalse();
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P6")
    @ShortLease(times = 3)
    default void aBreakThatHealsBeforeTheDeadlineLosesNothing(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        Leadership leadership = leader.leads();
        Contender waiting = scenario.join();
        leader.isRenewed(leadership);
        for (int i = 0; i < 3; i++) {
            leader.participant().cutOff();
            Conditions.staysTrue(
                    "held in the break", scenario.timings().validity().dividedBy(4), leadership::isHeld);
            leader.participant().heal();
            leader.isRenewed(leadership);
        }
        scenario.goesOn("held after the break", leadership::isHeld);
        assertThat(waiting.heard().calls()).isEmpty();
    }

    @Test
    @Tag("P6")
    @ShortLease(times = 3)
    default void aBreakOfAWaitingCandidateCostsTheLeaderNothing(ContractScenario scenario) throws InterruptedException {
        Leadership leadership = scenario.join().leads();
        BackendTimings ending = scenario.fixture().timings();
        Contender waiting = scenario.join(ContractScenario.lease(ending));
        waiting.participant().cutOff();
        Conditions.staysTrue("held", ending.lease().multipliedBy(5).dividedBy(4), leadership::isHeld);
        waiting.participant().heal();
        scenario.awaitInQueue(waiting);
        scenario.goesOn("held", leadership::isHeld);
    }

    @Test
    @Tag("P3")
    @ShortLease
    default void whatHasEndedIsNeverHeldAgain(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership first = only.leads();
        only.participant().cutOff();
        Conditions.await("not held any more", scenario.timings().takeOver(), () -> !first.isHeld());
        only.participant().heal();
        only.loses(first);
        Leadership second = only.leads();
        assertThat(second).isNotSameAs(first);
        assertThat(second.token()).isGreaterThan(first.token());
        Conditions.staysTrue("the first is not held", scenario.timings().lease(), () -> !first.isHeld());
    }
}
