// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.Leader;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One session in the store: what the candidacies of this process live and end with. No method but {@link #close} blocks.
 */
public interface BackendSession extends AutoCloseable {

    /** Enters the queue; answered through {@code facts} like every request of a candidacy. */
    Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts facts);

    /**
     * One proof for the whole session, linearizable in the store: succeeds only if the session stands and no successor has
     * written its fence since it was last read, and writes its heartbeat. Answered by {@link SessionFacts#proven},
     * {@link SessionFacts#fenced}, {@link SessionFacts#unproven} or the session's end.
     */
    void prove();

    /**
     * Why no server could be asked most recently, for the callers who wait for the session; nothing if the backend does not know.
     * May be called from any thread.
     */
    default Optional<Throwable> lastFailure() {
        return Optional.empty();
    }

    /**
     * The server that is asked at the moment, or was asked most recently, as an operator would name it; nothing if the backend
     * does not know. May be called from any thread.
     */
    default Optional<String> server() {
        return Optional.empty();
    }

    /** Leaves the server that does not answer, for another one if there is one. Does nothing if that has begun. */
    void leaveServer();

    /**
     * Who stands; fails if the store does not answer a request for it within the request timeout. A long queue may take several
     * requests: each candidate that stands from the first to the last is listed once.
     */
    CompletionStage<CandidateQueue> candidates(ElectionName election);

    /**
     * The leader: the first candidate of the queue if it has taken leadership, or if it is a participant of another kind. Costs the
     * same however many candidates the election has; fails if the store does not answer within the request timeout.
     */
    default CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return candidates(election)
                .thenApply(all -> all.queue().stream()
                        .findFirst()
                        .filter(CandidateQueue.QueuedCandidate::leads)
                        .map(first -> new Leader(
                                first.candidate().id(),
                                first.candidate().attributes(),
                                new FencingToken(first.token()))));
    }

    /**
     * Deletes both records of an election that is over, in one transaction which succeeds only if no candidate stands, the last
     * leader has released, and the floor is zero: then tokens still grow if the election is used again.
     *
     * @return completes with true if nothing of the election is left, with false if it is in use; fails if the outcome is unknown
     */
    default CompletionStage<Boolean> forget(ElectionName election) {
        return CompletableFuture.failedFuture(
                new UnsupportedOperationException("this backend cannot forget an election"));
    }

    /**
     * Calls back, from any thread, when who leads may have changed; also after every reconnect.
     *
     * @return ends the observation
     */
    Observation observe(ElectionName election, Runnable changed);

    /** Raises the floor to at least the given value by compare-and-set; answers the floor that holds then. */
    CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast);

    /**
     * Ends the session in the store if a server answers within the request timeout, and in any case frees everything that
     * belongs to it here. May be called from any thread and more than once.
     */
    @Override
    void close();

    /** What {@link #observe} returns. */
    @FunctionalInterface
    interface Observation extends AutoCloseable {
        @Override
        void close();
    }
}
