// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.Candidate;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.spi.ForwardingBackend;
import io.baton.testkit.spi.ForwardingSession;

/** The same backend, with sessions and candidacies that a subclass changes. */
class ChangedBackend extends ForwardingBackend {

    private volatile MonotonicClock clock = MonotonicClock.SYSTEM;

    ChangedBackend(ElectionBackend backend) {
        super(backend);
    }

    @Override
    public final BackendSession open(SessionRequest request, SessionFacts facts) {
        clock = request.clock();
        return new ChangedSession(changed(super.open(request, changed(facts)), facts));
    }

    long now() {
        return clock.nanos();
    }

    SessionFacts changed(SessionFacts facts) {
        return facts;
    }

    /** Changes what is asked of a session; {@code facts} are those of the engine. */
    BackendSession changed(BackendSession session, SessionFacts facts) {
        return session;
    }

    CandidacyFacts changed(CandidacyFacts facts) {
        return facts;
    }

    /** Changes what is asked of a candidacy; {@code facts} are what {@link #changed(CandidacyFacts)} made. */
    Candidacy changed(Candidacy candidacy, CandidacyFacts facts) {
        return candidacy;
    }

    ElectionName changed(ElectionName election) {
        return election;
    }

    private final class ChangedSession extends ForwardingSession {

        ChangedSession(BackendSession session) {
            super(session);
        }

        @Override
        public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts facts) {
            CandidacyFacts heard = changed(facts);
            return changed(super.enter(changed(election), candidate, heard), heard);
        }
    }
}
