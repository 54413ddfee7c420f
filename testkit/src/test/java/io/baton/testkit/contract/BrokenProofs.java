// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.spi.ForwardingBackend;
import io.baton.testkit.spi.ForwardingCandidacy;
import io.baton.testkit.spi.ForwardingSession;
import io.baton.testkit.spi.ForwardingSessionFacts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Backends that are wrong about when a session was alive. */
final class BrokenProofs {

    private BrokenProofs() {}

    /** Hears of its proofs late, and counts from then. */
    static final class DeadlineFromReceipt extends ChangedBackend {

        private static final Duration DELAY = Duration.ofMillis(150);

        DeadlineFromReceipt(ElectionBackend backend) {
            super(backend);
        }

        @Override
        SessionFacts changed(SessionFacts facts) {
            return new ForwardingSessionFacts(facts) {
                @Override
                public void proven(long sentAt) {
                    late(() -> super.proven(now()));
                }
            };
        }

        private static void late(Runnable answer) {
            CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(answer);
        }
    }

    /** Has its proofs from a server that cannot reach the others. */
    static final class ProofOfACutOffServer extends ChangedBackend {

        private final InMemoryFixture fixture;
        private final InMemoryBackend store;

        ProofOfACutOffServer(InMemoryFixture fixture, InMemoryBackend store) {
            super(store);
            this.fixture = fixture;
            this.store = store;
        }

        @Override
        BackendSession changed(BackendSession session, SessionFacts facts) {
            return new ForwardingSession(session) {
                @Override
                public void prove() {
                    if (fixture.isCutOff(store)) {
                        facts.proven(now());
                    } else {
                        super.prove();
                    }
                }
            };
        }
    }

    /** Loses what comes unasked: not broken, the protocol has to do without. */
    static class LostEvents extends ChangedBackend {

        LostEvents(ElectionBackend backend) {
            super(backend);
        }

        @Override
        CandidacyFacts changed(CandidacyFacts facts) {
            return new AskedFacts(facts);
        }

        @Override
        Candidacy changed(Candidacy candidacy, CandidacyFacts facts) {
            return new AskingCandidacy(candidacy, (AskedFacts) facts);
        }
    }

    /** Waits for the proofs of an unclean leader to end, but does not end them. */
    static final class NoFence extends LostEvents {

        NoFence(ElectionBackend backend) {
            super(backend);
        }

        @Override
        Candidacy changed(Candidacy candidacy, CandidacyFacts facts) {
            return new ForwardingCandidacy(super.changed(candidacy, facts)) {
                @Override
                public void fence(String session) {
                    facts.proofsEnded(session);
                }
            };
        }
    }

    /** Makes a thread for each session and forgets it. */
    static final class LeakedThread extends ForwardingBackend {

        private final CompletableFuture<Boolean> never = new CompletableFuture<>();

        LeakedThread(ElectionBackend backend) {
            super(backend);
        }

        @Override
        public BackendSession open(SessionRequest request, SessionFacts facts) {
            Thread thread = new Thread(never::join, "leaked");
            thread.setDaemon(true);
            thread.start();
            return super.open(request, facts);
        }
    }
}
