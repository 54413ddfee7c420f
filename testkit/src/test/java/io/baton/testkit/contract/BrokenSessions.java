// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionFacts;
import io.baton.testkit.spi.ForwardingSession;
import io.baton.testkit.spi.ForwardingSessionFacts;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Backends whose sessions are wrong about what they tell and answer, and how they end. */
final class BrokenSessions {

    private BrokenSessions() {}

    /** Does not say that a server has answered. */
    static final class Unanswered extends ChangedBackend {

        Unanswered(ElectionBackend backend) {
            super(backend);
        }

        @Override
        SessionFacts changed(SessionFacts facts) {
            return new ForwardingSessionFacts(facts) {
                @Override
                public void answered() {
                    // Not told.
                }
            };
        }
    }

    /** Reads every candidate to say who leads. */
    static final class LeaderOfAll extends ChangedBackend {

        LeaderOfAll(ElectionBackend backend) {
            super(backend);
        }

        @Override
        BackendSession changed(BackendSession session, SessionFacts facts) {
            return new ForwardingSession(session) {
                @Override
                public CompletionStage<Optional<Leader>> leader(ElectionName election) {
                    return candidates(election)
                            .thenCompose(all -> readAll(election, all.queue().size()))
                            .thenCompose(read -> super.leader(election));
                }

                private CompletionStage<CandidateQueue> readAll(ElectionName election, int places) {
                    return places <= 1
                            ? candidates(election)
                            : candidates(election).thenCompose(read -> readAll(election, places - 1));
                }
            };
        }
    }

    /** Claims that it has forgotten every election that it was asked to forget. */
    static final class ForgetsAnything extends ChangedBackend {

        ForgetsAnything(ElectionBackend backend) {
            super(backend);
        }

        @Override
        BackendSession changed(BackendSession session, SessionFacts facts) {
            return new ForwardingSession(session) {
                @Override
                public CompletionStage<Boolean> forget(ElectionName election) {
                    return CompletableFuture.completedFuture(true);
                }
            };
        }
    }
}
