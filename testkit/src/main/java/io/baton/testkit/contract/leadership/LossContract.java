// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leader;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.ShortLease;
import io.baton.testkit.fixture.Participant;
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
    default void aSessionThatEndsEarlyMakesNoTwoLeaders(ContractScenario scenario) throws InterruptedException {
        Contender cut = scenario.join();
        Leadership first = cut.leads();
        Contender next = scenario.join();
        cut.isFresh(first);
        cut.participant().cutOff();
        cut.participant().expireSession();
        Leadership second = next.leads();
        scenario.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scenario.election()).isFalse();
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P1")
    @ShortLease
    default void aNewcomerWaitsForALeaderThatItNeverSaw(ContractScenario scenario) throws InterruptedException {
        Contender cut = scenario.join();
        Participant newcomer = scenario.connect();
        Leadership first = cut.leads();
        cut.isFresh(first);
        cut.participant().cutOff();
        cut.participant().expireSession();
        Leadership second = scenario.join(newcomer, scenario.election(), UnaryOperator.identity())
                .leads();
        scenario.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scenario.election()).isFalse();
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P1")
    @Tag("P4")
    @ShortLease(times = 3)
    default void aLeaderDeletedByHandLosesItsLeadershipBeforeTheNextLeads(ContractScenario scenario)
            throws InterruptedException {
        Contender deleted = scenario.join();
        Leadership first = deleted.leads();
        Contender next = scenario.join();
        deleted.isRenewed(first);
        scenario.deleteByHand(deleted);
        Leadership second = next.leads();
        scenario.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scenario.election()).isFalse();
        assertThat(deleted.loses(first)).isEqualTo(LossReason.REMOVED);
        scenario.awaitInQueue(deleted);
        assertThat(scenario.queue()).containsExactly(next.id(), deleted.id());
        next.elector().close();
        assertThat(deleted.leads().token()).isGreaterThan(second.token());
    }

    @Test
    @Tag("P1")
    @Tag("P4")
    @ShortLease(times = 3)
    default void aLeaderDeletedWhileItIsCutOffDoesNotLeadBesideTheNext(ContractScenario scenario)
            throws InterruptedException {
        Contender deleted = scenario.join();
        Leadership first = deleted.leads();
        Contender next = scenario.join();
        deleted.isRenewed(first);
        deleted.participant().cutOff();
        scenario.deleteByHand(deleted);
        Conditions.staysTrue(
                "one leads",
                scenario.timings().validity().dividedBy(3),
                () -> !(next.elector().isLeader() && first.isHeld()));
        deleted.participant().heal();
        next.leads();
        scenario.assertOneLeads();
        assertThat(first.isHeld()).as("two leaders of " + scenario.election()).isFalse();
        deleted.loses(first);
        scenario.awaitInQueue(deleted);
    }

    @Test
    @Tag("P4")
    @Tag("P11")
    @ShortLease(times = 3)
    default void onlyTheElectionThatWasDeletedIsLost(ContractScenario scenario) throws InterruptedException {
        Contender deleted = scenario.join();
        Leadership lost = deleted.leads();
        Contender other =
                scenario.join(deleted.participant(), scenario.election() + "-other", UnaryOperator.identity());
        Leadership kept = other.leads();
        Contender next = scenario.join();
        scenario.deleteByHand(deleted);
        next.leads();
        assertThat(deleted.loses(lost)).isEqualTo(LossReason.REMOVED);
        scenario.goesOn("the other election is led", kept::isHeld);
        assertThat(other.heard().calls()).hasSize(1);
    }

    @Test
    @Tag("P4")
    default void aCandidacyThatIsGoneIsNeverAnnounced(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        leader.leads();
        Contender deleted = scenario.join();
        scenario.deleteByHand(deleted);
        leader.elector().close();
        Leadership announced = deleted.leads();
        assertThat(scenario.leader().map(Leader::token))
                .as("the token that the store has for the leader")
                .contains(announced.token());
    }

    @Test
    @Tag("P5")
    default void aLeadershipTellsWhyItWasLost(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        Leadership leadership = leader.leads();
        CompletableFuture<LossReason> lost = leadership.lost().toCompletableFuture();
        assertThat(lost).isNotDone();
        scenario.deleteByHand(leader);
        Conditions.await("lost is told", scenario.timings().takeOver(), lost::isDone);
        assertThat(lost.join()).isEqualTo(LossReason.REMOVED);
        assertThat(leadership.isHeld()).isFalse();
    }
}
