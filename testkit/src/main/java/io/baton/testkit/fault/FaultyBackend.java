// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.fault.BackendFaults.Call;
import io.baton.testkit.spi.ForwardingBackend;
import io.baton.testkit.spi.ForwardingSession;
import io.baton.testkit.spi.InterceptedFacts;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** A backend whose calls throw, and whose sessions fall silent, on order of {@link BackendFaults}. Thread-safe. */
public final class FaultyBackend extends ForwardingBackend {

    private final BackendFaults faults;

    /** The given backend, with faults. */
    public FaultyBackend(ElectionBackend backend, BackendFaults faults) {
        super(backend);
        this.faults = faults;
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        faults.at(Call.OPEN);
        boolean never = faults.opensSilently();
        int number = faults.open();
        BooleanSupplier silent = () -> never || faults.isSilent(number);
        return new FaultySession(super.open(request, heard(SessionFacts.class, facts, silent)), silent);
    }

    /** The same facts, which are not told while the session is silent, and throw on order once they were. */
    private <T> T heard(Class<T> kind, T facts, BooleanSupplier silent) {
        return InterceptedFacts.of(kind, facts, () -> !silent.getAsBoolean(), () -> faults.at(Call.FACT));
    }

    private final class FaultySession extends ForwardingSession {

        private final BooleanSupplier silent;

        FaultySession(BackendSession session, BooleanSupplier silent) {
            super(session);
            this.silent = silent;
        }

        @Override
        public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts facts) {
            faults.at(Call.ENTER, election);
            CandidacyFacts told = heard(CandidacyFacts.class, facts, silent);
            return new FaultyCandidacy(super.enter(election, candidate, told), call -> faults.at(call, election));
        }

        @Override
        public void prove() {
            faults.at(Call.PROVE);
            super.prove();
        }

        @Override
        public CompletionStage<CandidateQueue> candidates(ElectionName election) {
            faults.at(Call.CANDIDATES, election);
            return super.candidates(election);
        }

        @Override
        public CompletionStage<Optional<Leader>> leader(ElectionName election) {
            faults.at(Call.LEADER, election);
            return super.leader(election);
        }

        @Override
        public CompletionStage<Boolean> forget(ElectionName election) {
            faults.at(Call.FORGET, election);
            return super.forget(election);
        }

        @Override
        public Observation observe(ElectionName election, Runnable changed) {
            faults.at(Call.OBSERVE, election);
            return super.observe(election, changed);
        }

        @Override
        public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
            faults.at(Call.RAISE_FLOOR, election);
            return super.raiseTokenFloor(election, atLeast);
        }

        @Override
        public void close() {
            super.close();
            faults.at(Call.CLOSE);
        }
    }
}
