// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.BatonException;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.Subscription;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.Faulty;
import io.baton.testkit.contract.scenario.ShortLease;
import io.baton.testkit.fault.BackendFaults.Call;
import io.baton.testkit.fixture.Await;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One rule for faults: a candidacy whose request throws is given up for another; no other election pays for it. */
public interface CandidacyFaultContract extends Contract {

    @Test
    @Tag("P8")
    @Tag("P11")
    default void aRequestThatThrowsCostsItsElectionAlone(ContractScenario scenario) throws InterruptedException {
        for (Call call : List.of(Call.ENTER, Call.TAKE_LEADERSHIP, Call.RAISE_VALIDITY)) {
            String election = scenario.election() + "-" + call;
            // The records name the shorter validity of this one, so that the faulty one has a validity to raise.
            scenario.join(
                            scenario.connect(
                                    ContractScenario.lease(scenario.fixture().timings())),
                            election,
                            UnaryOperator.identity())
                    .elector()
                    .close();
            Faulty faulty = Faulty.in(scenario, election);
            Leadership other = faulty.leadsAnother();
            faulty.faults().throwing(call, 2);
            Faulty.leads(faulty.start());
            assertThat(faulty.faults().thrown(call)).as("throws of %s", call).isEqualTo(2);
            assertThat(other.isHeld()).as("the other election is led").isTrue();
        }
    }

    /** What cannot be taken out of the queue alone goes with its session. */
    @Test
    @Tag("P7")
    @Tag("P8")
    @ShortLease(times = 3)
    default void whoCannotReleaseLeavesTheQueueAllTheSame(ContractScenario scenario) throws InterruptedException {
        Faulty faulty = Faulty.in(scenario, scenario.election());
        faulty.leadsAnother();
        Contender resigning = faulty.join();
        Leadership first = Faulty.leads(resigning);
        Contender next = scenario.join();
        faulty.faults().throwing(Call.RELEASE, 2);
        resigning.elector().resign();
        assertThat(Faulty.leads(next).token()).isGreaterThan(first.token());
        assertThat(faulty.faults().thrown(Call.RELEASE)).isPositive();
        scenario.awaitInQueue(resigning);
        faulty.faults().throwing(Call.RELEASE, 2);
        resigning.elector().close();
        Conditions.await(
                "the next one stands alone",
                scenario.timings().takeOver(),
                () -> scenario.fixture().leftovers(scenario.election()).size() == 1);
        faulty.faults().undo();
        Conditions.await(
                "the other election is led again",
                scenario.timings().takeOver(),
                () -> scenario.observer(faulty.election() + "-other").leader().isPresent());
    }

    @Test
    @Tag("P8")
    @ShortLease(times = 3)
    default void aWaitingCandidateWhoseRequestThrowsStandsAgain(ContractScenario scenario) throws InterruptedException {
        for (Call call : List.of(Call.CHECK, Call.BID_AHEAD)) {
            String election = scenario.election() + "-" + call;
            Contender leader = scenario.join(scenario.connect(), election, UnaryOperator.identity());
            Leadership first = leader.leads();
            Faulty faulty = Faulty.in(scenario, election);
            Leadership other = faulty.leadsAnother();
            faulty.faults().throwing(call);
            Contender waiting = faulty.start();
            faulty.awaitThrown(call, 2);
            assertThat(first.isHeld()).as("the leader leads").isTrue();
            assertThat(other.isHeld()).as("the other election is led").isTrue();
            faulty.faults().undo();
            scenario.awaitInQueue(waiting);
            leader.elector().close();
            assertThat(Faulty.leads(waiting).token()).isGreaterThan(first.token());
        }
    }

    @Test
    @Tag("P8")
    @ShortLease(times = 3)
    default void aFenceThatCannotBeAskedForEndsTheCandidacyOfWhoAsks(ContractScenario scenario)
            throws InterruptedException {
        Contender deleted = scenario.join();
        Leadership first = deleted.leads();
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Leadership other = faulty.leadsAnother();
        Contender next = faulty.join();
        faulty.faults().throwing(Call.FENCE, 2);
        scenario.deleteByHand(deleted);
        deleted.loses(first);
        faulty.awaitThrown(Call.FENCE, 1);
        faulty.faults().undo();
        scenario.awaitInQueue(next);
        scenario.awaitInQueue(deleted);
        assertThat(scenario.leading().elector().leadership().orElseThrow().token())
                .isGreaterThan(first.token());
        scenario.assertOneLeads();
        assertThat(other.isHeld()).as("the other election is led").isTrue();
    }

    @Test
    @Tag("P4")
    @Tag("P8")
    @ShortLease(times = 3)
    default void aConfirmationThatThrowsEndsTheCandidacyThatIsNotConfirmed(ContractScenario scenario)
            throws InterruptedException {
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Contender confirmed = faulty.join();
        Leadership first = Faulty.leads(confirmed);
        String fenced = scenario.election() + "-fenced";
        Contender deleted = scenario.join(faulty.participant(), fenced, UnaryOperator.identity());
        Faulty.leads(deleted);
        Contender next = scenario.join(scenario.connect(), fenced, UnaryOperator.identity());
        faulty.faults().throwing(Call.CONFIRM, 1);
        scenario.deleteByHand(deleted);
        faulty.awaitThrown(Call.CONFIRM, 1);
        confirmed.loses(first);
        assertThat(Faulty.leads(confirmed).token()).isGreaterThan(first.token());
        Faulty.leads(next);
        scenario.assertOneLeads();
    }

    @Test
    @Tag("P11")
    default void aQuestionThatThrowsFailsAlone(ContractScenario scenario) throws InterruptedException {
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Contender contender = faulty.join();
        Leadership led = Faulty.leads(contender);
        LeaderElector elector = contender.elector();
        faulty.faults().throwing(Call.LEADER, Call.CANDIDATES, Call.RAISE_FLOOR);
        for (int times = 1; times <= 2; times++) {
            assertThatThrownBy(elector::leader).isInstanceOf(BatonException.class);
            assertThatThrownBy(elector::candidates).isInstanceOf(BatonException.class);
            assertThatThrownBy(() -> faulty.participant().baton().raiseTokenFloor(scenario.election(), 1))
                    .isInstanceOf(BatonException.class);
        }
        faulty.faults().undo();
        assertThat(Await.answer("who leads", elector::leader).map(Leader::token))
                .contains(led.token());
        assertThat(led.isHeld()).isTrue();
        assertThat(faulty.faults().opened()).as("sessions").isEqualTo(1);
    }

    @Test
    @Tag("P8")
    default void anObservationThatThrowsIsBegunAgain(ContractScenario scenario) throws InterruptedException {
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Contender leader = scenario.join();
        Leadership led = leader.leads();
        LeaderElector observing = faulty.participant().baton().elector(scenario.election());
        faulty.faults().throwing(Call.OBSERVE, 2);
        List<Optional<FencingToken>> told = new CopyOnWriteArrayList<>();
        try (Subscription observation = observing.observe(who -> told.add(who.map(Leader::token)))) {
            assertThat(observation).isNotNull();
            faulty.awaitThrown(Call.OBSERVE, 2);
            Conditions.await(
                    "the leader is told", scenario.timings().takeOver(), () -> told.contains(Optional.of(led.token())));
            leader.elector().close();
            Conditions.await(
                    "the end of the leader is told",
                    scenario.timings().takeOver(),
                    () -> told.get(told.size() - 1).isEmpty());
        }
        assertThat(faulty.faults().opened()).as("sessions").isEqualTo(1);
    }
}
