// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.engine.ProofSchedule;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.proof.ProofReports;
import java.util.function.BiConsumer;

/** What is asked for the whole session. For the loop's thread only. */
final class SessionRequests {

    private final ElectionLoop loop;
    private final CurrentSession current;
    private final ProofReports reports;
    private final BiConsumer<String, Throwable> onFault;

    /**
     * Requests of the present session.
     *
     * @param reports hears of each proof that is asked for
     * @param onFault hears, at a later input of the loop, what was asked and what it has thrown
     */
    SessionRequests(
            ElectionLoop loop, CurrentSession current, ProofReports reports, BiConsumer<String, Throwable> onFault) {
        this.loop = loop;
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
            failedLater(what, e);
        }
    }

    /** After the present input: a state that is being computed must not change underneath. */
    private void failedLater(String what, Throwable cause) {
        SessionAttempt asked = current.attempt().orElse(null);
        loop.post(() -> {
            if (asked != null && current.isPresent(asked)) {
                onFault.accept(what, cause);
            }
        });
    }
}
