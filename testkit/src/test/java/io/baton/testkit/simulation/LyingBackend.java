// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.Candidate;
import io.baton.spi.BackendSession;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.simulation.context.ProtocolRules;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A backend over an honest one that reports its facts in its own way. */
record LyingBackend(ElectionBackend honest, MonotonicClock clock, Lies lies) implements ElectionBackend {

    /** What is told in place of the truth. */
    interface Lies {

        default SessionFacts session(SessionFacts engine, MonotonicClock clock) {
            return engine;
        }

        default CandidacyFacts candidacy(CandidacyFacts engine, SessionFacts session, MonotonicClock clock) {
            return engine;
        }

        /** Called before a fence is asked for. */
        default void beforeFence(String session, CandidacyFacts engine) {}

        /** Whether a waiting candidacy makes sure that no event was lost. */
        default boolean checks() {
            return true;
        }

        /** Whether a candidacy is confirmed without asking the store. */
        default boolean confirms(CandidacyFacts engine) {
            return false;
        }
    }

    /** Protocol rules with such a backend over an honest store. */
    static ProtocolRules telling(Lies lies) {
        return new ProtocolRules() {
            @Override
            public ElectionBackend backend(ElectionBackend honest, MonotonicClock clock) {
                return new LyingBackend(honest, clock, lies);
            }
        };
    }

    @Override
    public String name() {
        return honest.name();
    }

    @Override
    public Duration defaultLeaseDuration() {
        return honest.defaultLeaseDuration();
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        return new LyingSession(honest.open(request, lies.session(facts, clock)), facts);
    }

    @Override
    public void close() {
        honest.close();
    }

    private final class LyingSession implements BackendSession {

        private final BackendSession session;
        private final SessionFacts engine;

        LyingSession(BackendSession session, SessionFacts engine) {
            this.session = session;
            this.engine = engine;
        }

        @Override
        public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts facts) {
            return new LyingCandidacy(session.enter(election, candidate, lies.candidacy(facts, engine, clock)), facts);
        }

        @Override
        public void prove() {
            session.prove();
        }

        @Override
        public void leaveServer() {
            session.leaveServer();
        }

        @Override
        public CompletionStage<CandidateQueue> candidates(ElectionName election) {
            return session.candidates(election);
        }

        @Override
        public Observation observe(ElectionName election, Runnable changed) {
            return session.observe(election, changed);
        }

        @Override
        public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
            return session.raiseTokenFloor(election, atLeast);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    private final class LyingCandidacy implements Candidacy {

        private final Candidacy candidacy;
        private final CandidacyFacts engine;

        LyingCandidacy(Candidacy candidacy, CandidacyFacts engine) {
            this.candidacy = candidacy;
            this.engine = engine;
        }

        @Override
        public void look() {
            candidacy.look();
        }

        @Override
        public void check() {
            if (lies.checks()) {
                candidacy.check();
            }
        }

        @Override
        public void raiseValidity(FloorRecord read, long validityNanos) {
            candidacy.raiseValidity(read, validityNanos);
        }

        @Override
        public void takeLeadership(Bid bid) {
            candidacy.takeLeadership(bid);
        }

        @Override
        public void bidAhead(Bid bid) {
            candidacy.bidAhead(bid);
        }

        @Override
        public void fence(String session) {
            lies.beforeFence(session, engine);
            candidacy.fence(session);
        }

        @Override
        public void confirm() {
            if (!lies.confirms(engine)) {
                candidacy.confirm();
            }
        }

        @Override
        public void release() {
            candidacy.release();
        }
    }
}
