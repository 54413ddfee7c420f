// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.process;

import io.baton.Candidate;
import io.baton.spi.BackendSession;
import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.simulation.context.ProcessContext;
import io.baton.testkit.simulation.context.SimulationContext;
import io.baton.testkit.spi.ForwardingBackend;
import io.baton.testkit.spi.ForwardingCandidacy;
import io.baton.testkit.spi.ForwardingSession;
import io.baton.testkit.spi.InterceptedFacts;
import java.util.concurrent.atomic.AtomicBoolean;

/** The backend of one process, whose calls throw now and then, and whose sessions fall silent for ever. */
final class UnsteadyBackend extends ForwardingBackend {

    private final SimulationContext simulationContext;
    private final ProcessContext in;
    private boolean exhausted;

    UnsteadyBackend(ElectionBackend backend, SimulationContext simulationContext, ProcessContext in) {
        super(backend);
        this.simulationContext = simulationContext;
        this.in = in;
    }

    /** Whether this was thrown here: the engine has to bear it. */
    static boolean hasThrown(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof DrawnException || each instanceof DrawnError || each instanceof DrawnMemoryError) {
                return true;
            }
        }
        return false;
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        perhapsThrow("open", simulationContext.conditions().throwsWhenOpened());
        AtomicBoolean silent = new AtomicBoolean();
        if (simulationContext.conditions().fallsSilent()) {
            simulationContext.after(
                    simulationContext.random().mostlyNear(0, 4 * simulationContext.lease()), () -> fallSilent(silent));
        }
        return new UnsteadySession(super.open(request, heard(SessionFacts.class, facts, silent)), silent);
    }

    private void fallSilent(AtomicBoolean silent) {
        if (!simulationContext.isCalm()) {
            simulationContext.trace(in.process(), () -> "hears nothing of its session any more");
            silent.set(true);
        }
    }

    private static <T> T heard(Class<T> kind, T facts, AtomicBoolean silent) {
        return InterceptedFacts.of(kind, facts, () -> !silent.get(), () -> {});
    }

    /**
     * A number for the engine, which asks for one with each input; an input can fail for want of memory as a call can, and what is to
     * mend it can fail after it.
     */
    double fraction() {
        exhausted = exhausted
                ? simulationContext.conditions().throwsAgain()
                : simulationContext.conditions().throwsNow();
        if (exhausted) {
            simulationContext.trace(in.process(), () -> "an input runs out of memory");
            throw new DrawnMemoryError();
        }
        return simulationContext.random().fraction();
    }

    private void perhapsThrow(String call, boolean drawn) {
        if (!drawn) {
            return;
        }
        simulationContext.trace(in.process(), () -> call + " throws");
        if (simulationContext.random().chance(0.5)) {
            throw new DrawnError(call + " throws");
        }
        throw new DrawnException(call + " throws");
    }

    /** Does it, and throws before or after that now and then. */
    private void perhapsThrowing(String call, Runnable request) {
        perhapsThrow(call, simulationContext.conditions().throwsNow());
        request.run();
        perhapsThrow(call, simulationContext.conditions().throwsNow());
    }

    private final class UnsteadySession extends ForwardingSession {

        private final AtomicBoolean silent;

        UnsteadySession(BackendSession session, AtomicBoolean silent) {
            super(session);
            this.silent = silent;
        }

        @Override
        public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts facts) {
            perhapsThrow("enter", simulationContext.conditions().throwsNow());
            return new UnsteadyCandidacy(super.enter(election, candidate, heard(CandidacyFacts.class, facts, silent)));
        }

        @Override
        public void prove() {
            perhapsThrowing("prove", super::prove);
        }

        @Override
        public void leaveServer() {
            perhapsThrowing("leaveServer", super::leaveServer);
        }

        @Override
        public void close() {
            super.close();
            perhapsThrow("close", simulationContext.conditions().throwsWhenOpened());
        }
    }

    private final class UnsteadyCandidacy extends ForwardingCandidacy {

        UnsteadyCandidacy(Candidacy candidacy) {
            super(candidacy);
        }

        @Override
        public void look() {
            perhapsThrowing("look", super::look);
        }

        @Override
        public void check() {
            perhapsThrowing("check", super::check);
        }

        @Override
        public void raiseValidity(FloorRecord read, long validityNanos) {
            perhapsThrowing("raiseValidity", () -> super.raiseValidity(read, validityNanos));
        }

        @Override
        public void takeLeadership(Bid bid) {
            perhapsThrowing("takeLeadership", () -> super.takeLeadership(bid));
        }

        @Override
        public void bidAhead(Bid bid) {
            perhapsThrowing("bidAhead", () -> super.bidAhead(bid));
        }

        @Override
        public void fence(String session) {
            perhapsThrowing("fence", () -> super.fence(session));
        }

        @Override
        public void confirm() {
            perhapsThrowing("confirm", super::confirm);
        }

        @Override
        public void release() {
            perhapsThrowing("release", super::release);
        }
    }

    private static final class DrawnException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DrawnException(String what) {
            super(what, null, false, false);
        }
    }

    private static final class DrawnError extends Error {
        private static final long serialVersionUID = 1L;

        DrawnError(String what) {
            super(what, null, false, false);
        }
    }

    private static final class DrawnMemoryError extends VirtualMachineError {
        private static final long serialVersionUID = 1L;

        DrawnMemoryError() {
            super("no memory is left");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
