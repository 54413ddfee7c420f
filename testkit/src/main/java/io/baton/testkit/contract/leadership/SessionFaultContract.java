// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.Faulty;
import io.baton.testkit.contract.scenario.OpenSession;
import io.baton.testkit.contract.scenario.ShortLease;
import io.baton.testkit.fault.BackendFaults;
import io.baton.testkit.fault.BackendFaults.Call;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One rule for faults: a session whose backend throws or falls silent is ended, and another is opened, for ever. */
public interface SessionFaultContract extends Contract {

    /** The shortest silence after which a session is ended. */
    Duration SHORTEST_SILENCE = Duration.ofSeconds(2);

    /** Ten times what closing may take without work; less where a fixture is less patient. */
    Duration CLOSING = Duration.ofSeconds(20);

    @Test
    @Tag("P8")
    default void aFirstSessionThatCannotBeOpenedIsTriedAgain(ContractScenario scenario) throws InterruptedException {
        BackendFaults faults = new BackendFaults(scenario.election());
        faults.throwing(Call.OPEN, 2);
        Faulty faulty = Faulty.in(scenario, faults, scenario.election());
        Faulty.leads(faulty.start());
        assertThat(faults.thrown(Call.OPEN)).isEqualTo(2);
        assertThat(faults.opened()).isEqualTo(1);
    }

    @Test
    @Tag("P8")
    @ShortLease(times = 3)
    default void aSecondSessionThatCannotBeOpenedIsTriedAgain(ContractScenario scenario) throws InterruptedException {
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Contender contender = faulty.join();
        Leadership first = Faulty.leads(contender);
        faulty.faults().throwing(Call.OPEN, 3);
        faulty.participant().expireSession();
        faulty.awaitThrown(Call.OPEN, 3);
        contender.loses(first);
        assertThat(Faulty.leads(contender).token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P8")
    @ShortLease(times = 3)
    default void aSessionWhoseClosingThrowsIsFollowedByAnother(ContractScenario scenario) throws InterruptedException {
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Contender contender = faulty.join();
        faulty.faults().throwing(Call.CLOSE);
        for (int times = 1; times <= 2; times++) {
            Leadership led = Faulty.leads(contender);
            faulty.participant().expireSession();
            faulty.awaitThrown(Call.CLOSE, times);
            contender.loses(led);
            assertThat(Faulty.leads(contender).token()).isGreaterThan(led.token());
        }
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aProofThatThrowsEndsTheSessionUntilItIsMended(ContractScenario scenario) throws InterruptedException {
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Contender proving = faulty.join();
        Leadership first = Faulty.leads(proving);
        faulty.faults().throwing(Call.PROVE);
        faulty.awaitThrown(Call.PROVE, 2);
        proving.loses(first);
        Contender healthy = scenario.join();
        faulty.recovers(proving, healthy, first);
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aSessionThatIsNeverToldToBeOpenIsGivenUpForAnother(ContractScenario scenario)
            throws InterruptedException {
        BackendFaults faults = new BackendFaults(scenario.election());
        faults.openSilently(1);
        Faulty faulty = Faulty.in(scenario, faults, scenario.election());
        Contender contender = faulty.start();
        Faulty.leads(contender);
        assertThat(faults.opened()).as("attempts").isGreaterThan(1);
        scenario.assertOneLeads();
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aLeaderWhoseSessionFallsSilentIsReplacedAndStandsAgain(ContractScenario scenario)
            throws InterruptedException {
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Contender silent = faulty.join();
        Leadership first = Faulty.leads(silent);
        Contender healthy = scenario.join();
        faulty.faults().silence();
        silent.loses(first);
        Faulty.leads(healthy);
        faulty.recovers(silent, healthy, first);
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void aWaitingCandidateWhoseSessionFallsSilentStandsAgain(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Contender silent = faulty.join();
        faulty.faults().silence();
        Conditions.await(
                "another session",
                scenario.timings().takeOver(),
                () -> faulty.faults().opened() > 1);
        faulty.recovers(silent, leader, first);
    }

    /** Three times a lease is what is promised; one in a lease is what a machine with too much to do leaves. */
    @Test
    @Tag("P8")
    @ShortLease
    default void serversThatAnswerAreHeardOfAlthoughNothingIsAsked(ContractScenario scenario) {
        OpenSession idle = OpenSession.in(scenario, scenario.timings());
        Conditions.await(
                "servers are told to have answered, unasked",
                scenario.timings().lease().multipliedBy(3),
                () -> idle.tap().answers() >= 3);
    }

    @Test
    @Tag("P10")
    @ShortLease
    default void aSessionInWhichNothingHappensStaysTheSame(ContractScenario scenario) throws InterruptedException {
        Faulty idle = Faulty.in(scenario, scenario.election());
        idle.participant().baton().elector(scenario.election() + "-idle");
        Faulty waiting = Faulty.in(scenario, scenario.election());
        scenario.join(ContractScenario.lease(scenario.fixture().timings().calm()))
                .leads();
        waiting.join();
        Duration longer = scenario.timings().lease().compareTo(SHORTEST_SILENCE) > 0
                ? scenario.timings().lease()
                : SHORTEST_SILENCE;
        Conditions.staysTrue(
                "one session each",
                longer.multipliedBy(5).dividedBy(2),
                () -> idle.faults().opened() <= 1 && waiting.faults().opened() <= 1);
    }

    @Test
    @Tag("P8")
    @ShortLease
    default void factsWhoseHearerThrowsCostAtMostTheSession(ContractScenario scenario) throws InterruptedException {
        Faulty faulty = Faulty.in(scenario, scenario.election());
        Contender told = faulty.join();
        Leadership first = Faulty.leads(told);
        Contender healthy = scenario.join();
        faulty.faults().throwing(Call.FACT);
        faulty.awaitThrown(Call.FACT, 3);
        faulty.recovers(told, healthy, first);
    }

    @Test
    @Tag("P12")
    @ShortLease
    default void closingReturnsAndLeavesNothingWhateverThrows(ContractScenario scenario) throws InterruptedException {
        scenario.leader();
        Set<String> before = scenario.fixture().sessions();
        Faulty neverOpen = Faulty.in(scenario, alwaysThrowing(scenario, Call.OPEN), scenario.election() + "-never");
        neverOpen.start();
        neverOpen.awaitThrown(Call.OPEN, 1);
        Faulty releasing = Faulty.in(scenario, scenario.election());
        Faulty.leads(releasing.join());
        releasing.faults().throwing(Call.RELEASE, Call.CLOSE, Call.PROVE);
        Faulty silent = Faulty.in(scenario, scenario.election() + "-silent");
        Faulty.leads(silent.join());
        silent.faults().silence();
        for (Faulty each : List.of(neverOpen, releasing, silent)) {
            CompletableFuture<?> closing = CompletableFuture.runAsync(each.participant()::close);
            Conditions.await(
                    "closed, " + each.election(),
                    Collections.min(List.of(CLOSING, scenario.timings().takeOver())),
                    closing::isDone);
        }
        Conditions.await(
                "no session is left",
                scenario.timings().takeOver(),
                () -> before.containsAll(scenario.fixture().sessions()));
        assertThat(scenario.fixture().leftovers(scenario.election())).isEmpty();
    }

    private static BackendFaults alwaysThrowing(ContractScenario scenario, Call call) {
        BackendFaults faults = new BackendFaults(scenario.election());
        faults.throwing(call);
        return faults;
    }
}
