// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session from its opening to its end: opening, open, over. Tells the engine of each once, and lets go of everything when the
 * session is over.
 *
 * <p>A session that ends by itself is told first and freed then: the engine opens the next one, and a step of the end may take
 * as long as a request (P8). No fact follows, since the session is over before it is told. A session that is closed is freed
 * first and told then: the closer learns that nothing is left of it (P12). In both cases every step runs, whatever another
 * one throws, and so does the telling; what was thrown is logged after that.
 *
 * <p>For the strand only, but for {@link #close}.
 */
public final class SessionState {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionState.class);

    /** Room for what an end can throw while memory is short. */
    private static final int FAULTS = 16;

    private final Strand strand;
    private final SessionFacts facts;
    private final Resources resources;
    private final List<Throwable> faults = new ArrayList<>(FAULTS);
    private Optional<SessionGrant> granted = Optional.empty();
    private @Nullable Throwable closed;
    private boolean over;
    private boolean freed;

    /** A session that is opening. It stops the strand when nothing is left of it. */
    public SessionState(Strand strand, SessionFacts facts, Resources resources) {
        this.strand = strand;
        this.facts = facts;
        this.resources = resources;
    }

    /** The session stands. */
    public void opened(SessionGrant grant) {
        if (!over && granted.isEmpty()) {
            granted = Optional.of(grant);
            facts.opened(grant);
        }
    }

    public boolean isOver() {
        return over;
    }

    /** The session has ended, also if it was not open yet: another one may be opened. Has no effect if it is over already. */
    public void end(Throwable cause) {
        endOnce(cause, true);
    }

    /**
     * An operator has to mend the cause. The session has ended if it was open; else it cannot be opened. Has no effect if it is
     * over already.
     */
    public void refuse(Throwable cause) {
        endOnce(cause, granted.isPresent());
    }

    private void endOnce(Throwable cause, boolean hasEnded) {
        if (!over) {
            over = true;
            tell(cause, hasEnded);
            letGo(cause);
        }
    }

    /** Closes the session and waits for its end, unless the strand closes it. From any thread, and more than once. */
    public void close() {
        strand.run(this::closeOnce);
        if (strand.isCurrent()) {
            return;
        }
        try {
            resources.awaitStop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeOnce() {
        if (!over) {
            // Made first: if memory does not suffice for it, the fault ends the session.
            Throwable cause = new IllegalStateException("the session was closed");
            over = true;
            closed = cause;
            letGo(cause);
        }
    }

    private void tell(Throwable cause, boolean hasEnded) {
        try {
            if (hasEnded) {
                facts.ended(cause);
            } else {
                facts.failed(cause);
            }
        } catch (RuntimeException | Error fault) {
            faults.add(fault);
        }
    }

    private void letGo(Throwable cause) {
        try {
            resources.endSteps(cause).forEach(this::carryOut);
        } catch (RuntimeException | Error fault) {
            faults.add(fault);
        }
        try {
            resources.leaveStore(closed != null, this::free);
        } catch (RuntimeException | Error fault) {
            faults.add(fault);
            free();
        }
        logFaults();
    }

    private void carryOut(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error fault) {
            faults.add(fault);
        }
    }

    private void free() {
        if (freed) {
            return;
        }
        freed = true;
        try {
            resources.closeClient();
        } catch (RuntimeException | Error fault) {
            faults.add(fault);
        }
        // The closer of a session that was never open hears of its end from close() alone.
        if (closed != null && granted.isPresent()) {
            tell(closed, true);
        }
        strand.stop();
        logFaults();
    }

    private void logFaults() {
        if (faults.isEmpty()) {
            return;
        }
        String session = granted.map(SessionGrant::session).orElse("that was not open");
        faults.forEach(fault ->
                LOG.warn("A step of the end of session {} has thrown; the others were carried out", session, fault));
        faults.clear();
    }

    /** What a session has, and how each part of it is let go of when the session is over. All but the last on the strand. */
    public interface Resources {

        /** Stops the session's own requests and timers, and drops the callers who wait. Each of the steps is carried out. */
        List<Runnable> endSteps(Throwable cause);

        /**
         * Takes out of the store what the session has there, for as long as that can be of use.
         *
         * @param closed whether the engine has closed the session; otherwise the session has ended by itself
         * @param done to be run on the strand after that, at least once
         */
        void leaveStore(boolean closed, Runnable done);

        /** Frees the client of the store. */
        void closeClient();

        /** Waits for the end of the strand, for as long as that can be of use. On the thread of a caller who closes. */
        void awaitStop() throws InterruptedException;
    }
}
