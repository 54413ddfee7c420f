// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.testkit.fault.BackendFaults;
import io.baton.testkit.fault.BackendFaults.Call;
import io.baton.testkit.fault.FaultyBackend;
import io.baton.testkit.fixture.Participant;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A participant of a scenario whose backend throws and falls silent on order. For the test's thread. */
public record Faulty(ContractScenario scenario, Participant participant, BackendFaults faults, String election) {

    /** For participants that are connected while their backend cannot open a session. */
    private static final Map<String, String> AT_ONCE = Map.of("baton.require-connection", "false");

    /** A participant without faults yet. */
    public static Faulty in(ContractScenario scenario, String election) {
        return in(scenario, new BackendFaults(election), election);
    }

    /** A participant that has these faults from its first call on. */
    public static Faulty in(ContractScenario scenario, BackendFaults faults, String election) {
        return new Faulty(
                scenario, scenario.connect(AT_ONCE, backend -> new FaultyBackend(backend, faults)), faults, election);
    }

    /** A contender that is started, whether or not it can enter. */
    public Contender start() {
        Contender contender = scenario.contender(participant, election, UnaryOperator.identity());
        contender.elector().start();
        return contender;
    }

    /** A contender that stands. */
    public Contender join() throws InterruptedException {
        return scenario.join(participant, election, UnaryOperator.identity());
    }

    /** Another election that is led on the same connection. */
    public Leadership leadsAnother() throws InterruptedException {
        return leads(scenario.join(participant, election + "-other", UnaryOperator.identity()));
    }

    /** Waits until the call has thrown so many times. */
    public void awaitThrown(Call call, int times) {
        Conditions.await(
                call + " has thrown " + times + " times",
                scenario.timings().takeOver(),
                () -> faults.thrown(call) >= times);
    }

    /** Waits until the contender leads; what it is refused meanwhile is no failure. */
    public static Leadership leads(Contender contender) {
        Conditions.await(
                contender.id() + " leads " + contender.elector().election(),
                contender.timings().takeOver(),
                () -> contender.elector().isLeader());
        return contender
                .elector()
                .leadership()
                .orElseThrow(() -> new AssertionError(contender.id() + " leads no more"));
    }

    /** The faults are over: the one who waited leads in its turn, with a newer token, and the other stands. */
    public void recovers(Contender faulty, Contender healthy, Leadership before) {
        faults.undo();
        scenario.awaitInQueue(faulty);
        scenario.awaitInQueue(healthy);
        scenario.leading();
        healthy.elector().close();
        assertThat(leads(faulty).token()).isGreaterThanOrEqualTo(before.token());
        scenario.assertOneLeads();
    }
}
