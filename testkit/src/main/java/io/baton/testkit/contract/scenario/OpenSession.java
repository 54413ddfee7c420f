// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.testkit.fault.SessionTap;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.fixture.Participant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** A participant of a scenario that stands nowhere and asks its session itself. For the test's thread. */
public record OpenSession(Participant participant, SessionTap tap) {

    /** A participant of which nothing is asked but what the test asks, with a lease that no stall ends. */
    public static OpenSession in(ContractScenario scenario) {
        return in(scenario, scenario.fixture().timings().calm());
    }

    public static OpenSession in(ContractScenario scenario, BackendTimings timings) {
        SessionTap tap = new SessionTap();
        return new OpenSession(scenario.connect(ContractScenario.lease(timings), tap::on), tap);
    }

    public BackendSession session() {
        return Await.until("a session", tap::session);
    }

    public boolean forgets(String election) throws InterruptedException {
        return answer(session -> session.forget(new ElectionName(election)));
    }

    public Optional<Leader> leader(String election) throws InterruptedException {
        return answer(session -> session.leader(new ElectionName(election)));
    }

    public CandidateQueue candidates(String election) throws InterruptedException {
        return answer(session -> session.candidates(new ElectionName(election)));
    }

    private <T> T answer(Function<BackendSession, CompletionStage<T>> question) throws InterruptedException {
        try {
            return question.apply(session()).toCompletableFuture().get(Await.LONG.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException unanswered) {
            throw new AssertionError("no answer of the session", unanswered);
        }
    }
}
