// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.testkit.fault.BackendFaults;
import io.baton.testkit.fault.BackendFaults.Call;
import io.baton.testkit.fault.FaultyBackend;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Scene;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A participant of a scene whose backend throws and falls silent on order. For the test's thread. */
record Faulty(Scene scene, Participant participant, BackendFaults faults, String election) {

    /** For participants that are connected while their backend cannot open a session. */
    private static final Map<String, String> AT_ONCE = Map.of("baton.require-connection", "false");

    /** A participant without faults yet. */
    static Faulty in(Scene scene, String election) {
        return in(scene, new BackendFaults(election), election);
    }

    /** A participant that has these faults from its first call on. */
    static Faulty in(Scene scene, BackendFaults faults, String election) {
        return new Faulty(
                scene, scene.connect(AT_ONCE, backend -> new FaultyBackend(backend, faults)), faults, election);
    }

    /** A contender that is started, whether or not it can enter. */
    Contender start() {
        Contender contender = scene.contender(participant, election, UnaryOperator.identity());
        contender.elector().start();
        return contender;
    }

    /** A contender that stands. */
    Contender join() throws InterruptedException {
        return scene.join(participant, election, UnaryOperator.identity());
    }

    /** Another election that is led on the same connection. */
    Leadership leadsAnother() throws InterruptedException {
        return leads(scene.join(participant, election + "-other", UnaryOperator.identity()));
    }

    /** Waits until the call has thrown so many times. */
    void awaitThrown(Call call, int times) {
        Scene.await(
                call + " has thrown " + times + " times",
                scene.limits().takeOver(),
                () -> faults.thrown(call) >= times);
    }

    /** Waits until the contender leads; what it is refused meanwhile is no failure. */
    static Leadership leads(Contender contender) {
        Scene.await(
                contender.id() + " leads " + contender.elector().election(),
                contender.limits().takeOver(),
                () -> contender.elector().isLeader());
        return contender
                .elector()
                .leadership()
                .orElseThrow(() -> new AssertionError(contender.id() + " leads no more"));
    }

    /** The faults are over: the one who waited leads in its turn, with a newer token, and the other stands. */
    void recovers(Contender faulty, Contender healthy, Leadership before) {
        faults.undo();
        scene.awaitInQueue(faulty);
        scene.awaitInQueue(healthy);
        scene.leading();
        healthy.elector().close();
        assertThat(leads(faulty).token()).isGreaterThanOrEqualTo(before.token());
        scene.assertOneLeads();
    }
}
