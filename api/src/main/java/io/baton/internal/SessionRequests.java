// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.internal.engine.ProofSchedule;
import java.util.function.BiConsumer;

/** What is asked for the whole session. For the loop's thread only. */
final class SessionRequests {

    private final CurrentSession current;
    private final ProofReports reports;
    private final BiConsumer<String, Throwable> onFault;

    /**
     * Requests of the present session.
     *
     * @param reports hears of each proof that is asked for
     * @param onFault hears what was asked and what it has thrown
     */
    SessionRequests(CurrentSession current, ProofReports reports, BiConsumer<String, Throwable> onFault) {
        this.current = current;
        this.reports = reports;
        this.onFault = onFault;
    }

    /** Does what the schedule of the proofs says. */
    void carryOut(ProofSchedule.Due due) {
        switch (due) {
            case PROVE -> prove();
            case LEAVE_SERVER -> leaveServer();
            case NOTHING -> {}
        }
    }

    void prove() {
        current.session().ifPresent(session -> {
            reports.asked();
            guarded("A proof", session::prove);
        });
    }

    /** The server does not answer. */
    void leaveServer() {
        if (current.attempt().filter(SessionAttempt::isConnected).isPresent()) {
            current.session().ifPresent(session -> guarded("Leaving a server", session::leaveServer));
        }
    }

    private void guarded(String what, Runnable request) {
        try {
            request.run();
        } catch (RuntimeException | Error e) {
            onFault.accept(what, e);
        }
    }
}
