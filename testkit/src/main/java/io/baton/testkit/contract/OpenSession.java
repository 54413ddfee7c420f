// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import io.baton.testkit.fault.SessionTap;
import io.baton.testkit.fixture.Limits;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Scene;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A participant of a scene that stands nowhere and asks its session itself. For the test's thread. */
record OpenSession(Participant participant, SessionTap tap) {

    /** A participant of which nothing is asked but what the test asks, with a lease that no stall ends. */
    static OpenSession in(Scene scene) {
        return in(scene, scene.fixture().limits().calm());
    }

    static OpenSession in(Scene scene, Limits limits) {
        SessionTap tap = new SessionTap();
        return new OpenSession(scene.connect(Scene.lease(limits), tap::on), tap);
    }

    BackendSession session() {
        return Patience.until("a session", tap::session);
    }

    boolean forgets(String election) throws InterruptedException {
        return answer(session -> session.forget(new ElectionName(election)));
    }

    Optional<Leader> leader(String election) throws InterruptedException {
        return answer(session -> session.leader(new ElectionName(election)));
    }

    Electorate candidates(String election) throws InterruptedException {
        return answer(session -> session.candidates(new ElectionName(election)));
    }

    private <T> T answer(Function<BackendSession, CompletionStage<T>> question) throws InterruptedException {
        try {
            return question.apply(session()).toCompletableFuture().get(Patience.LONG.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException unanswered) {
            throw new AssertionError("no answer of the session", unanswered);
        }
    }
}
