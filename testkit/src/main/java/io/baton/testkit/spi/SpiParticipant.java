// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.spi;

import io.baton.spi.BackendSession;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * One process of an election, as far as a backend sees it: the engine's part is played by the test. To be extended by what
 * a store's sessions have beside that. For the test's thread.
 */
public class SpiParticipant implements AutoCloseable {

    private static final long BOUND_SECONDS = 60;

    private final ElectionBackend backend;
    private final RecordingFacts facts = new RecordingFacts();
    private final BackendSession session;
    private final SessionGrant grant;

    /** Opens a session, and waits for it. The backend is closed with the participant, also when there is no session. */
    public SpiParticipant(ElectionBackend backend, SessionRequest request) throws InterruptedException {
        this.backend = backend;
        session = backend.open(request, facts);
        try {
            grant = (SessionGrant) facts.next("opened");
        } catch (InterruptedException | AssertionError e) {
            backend.close();
            throw e;
        }
    }

    public final BackendSession session() {
        return session;
    }

    /** What the session was told after it was opened. */
    public final RecordingFacts facts() {
        return facts;
    }

    public final SessionGrant grant() {
        return grant;
    }

    /** The name of the session in the records. */
    public final String name() {
        return grant.session();
    }

    /** Enters the queue, and does not wait. */
    public final ProbeCandidacy enter(String election) {
        return new ProbeCandidacy(session, election);
    }

    public final CandidateQueue candidateQueue(String election) throws Exception {
        return answered(session.candidates(new ElectionName(election)));
    }

    public final long raiseTokenFloor(String election, long atLeast) throws Exception {
        return answered(session.raiseTokenFloor(new ElectionName(election), atLeast));
    }

    private static <T> T answered(CompletionStage<T> question) throws Exception {
        return question.toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public final void close() {
        backend.close();
    }
}
