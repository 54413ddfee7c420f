// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.QueuePosition;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.spi.ForwardingBackend;
import io.baton.testkit.spi.ForwardingCandidacy;
import io.baton.testkit.spi.ForwardingCandidacyFacts;
import io.baton.testkit.spi.ForwardingSession;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the requests but for checks, of which one request does for many, and reads some floor records as what they are not. */
final class MeteredBackend extends ForwardingBackend {

    private final AtomicLong requests;
    private final Set<ElectionName> spoilt;

    MeteredBackend(ElectionBackend backend, AtomicLong requests, Set<ElectionName> spoilt) {
        super(backend);
        this.requests = requests;
        this.spoilt = spoilt;
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        requests.incrementAndGet();
        return new MeteredSession(super.open(request, facts));
    }

    private final class MeteredSession extends ForwardingSession {

        MeteredSession(BackendSession session) {
            super(session);
        }

        @Override
        public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts facts) {
            requests.incrementAndGet();
            CandidacyFacts heard = spoilt.contains(election) ? new SpoiltFacts(facts) : facts;
            return new MeteredCandidacy(super.enter(election, candidate, heard));
        }

        @Override
        public void prove() {
            requests.incrementAndGet();
            super.prove();
        }

        @Override
        public CompletionStage<CandidateQueue> candidates(ElectionName election) {
            requests.incrementAndGet();
            return super.candidates(election);
        }

        @Override
        public CompletionStage<Optional<Leader>> leader(ElectionName election) {
            requests.incrementAndGet();
            return super.leader(election);
        }

        @Override
        public CompletionStage<Boolean> forget(ElectionName election) {
            requests.incrementAndGet();
            return super.forget(election);
        }
    }

    private final class MeteredCandidacy extends ForwardingCandidacy {

        MeteredCandidacy(Candidacy candidacy) {
            super(candidacy);
        }

        @Override
        public void look() {
            requests.incrementAndGet();
            super.look();
        }

        @Override
        public void raiseValidity(FloorRecord read, long validityNanos) {
            requests.incrementAndGet();
            super.raiseValidity(read, validityNanos);
        }

        @Override
        public void takeLeadership(Bid bid) {
            requests.incrementAndGet();
            super.takeLeadership(bid);
        }

        @Override
        public void fence(String session) {
            requests.incrementAndGet();
            super.fence(session);
        }

        @Override
        public void confirm() {
            requests.incrementAndGet();
            super.confirm();
        }

        @Override
        public void release() {
            requests.incrementAndGet();
            super.release();
        }
    }

    /** The backend in memory keeps records that cannot be unreadable. */
    private static final class SpoiltFacts extends ForwardingCandidacyFacts {

        SpoiltFacts(CandidacyFacts facts) {
            super(facts);
        }

        @Override
        public void position(QueuePosition queuePosition) {
            refused(new IllegalStateException("the floor record cannot be read"));
        }
    }
}
