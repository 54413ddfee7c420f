// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.engine.Timing;
import io.baton.internal.proof.SessionProofs;
import io.baton.internal.report.SessionOutage;

/** What the answers of servers, and missing answers, mean for the session. For the loop's thread only. */
public final class ServerAnswers {

    private final CurrentSession current;
    private final SessionOutage outage;
    private final SessionProofs proofs;
    private final SessionRequests requests;
    private final Timing own;

    ServerAnswers(
            CurrentSession current, SessionOutage outage, SessionProofs proofs, SessionRequests requests, Timing own) {
        this.current = current;
        this.outage = outage;
        this.proofs = proofs;
        this.requests = requests;
        this.own = own;
    }

    /** A server has told something. */
    public void heard() {
        current.heard();
        if (outage.isOngoing()) {
            current.status().ifPresent(outage::answered);
        }
    }

    /** A server has answered a request of a candidacy. */
    public void answered() {
        heard();
        proofs.heard();
    }

    /** A request was not answered in time. A server that has answered others since then is slow, but not silent. */
    public void unanswered(long sentAt) {
        if (proofs.isSilentSince(sentAt)) {
            requests.leaveServer();
        }
    }

    /** A backend need not tell of each answer; where proofs are not sent anyway, one shows whether servers answer. */
    void ask() {
        if (!proofs.areWanted()) {
            requests.prove();
        }
    }

    /** A proof has no known outcome. */
    void unproven(Throwable cause) {
        proofs.unproven(own.retryDelay());
        requests.leaveServer();
        if (proofs.areWanted()) {
            outage.unproven(cause, current.server());
        }
    }

    /** A leadership has begun, or a bid ahead stands: the next proof is due after a request that was sent at the given time, which counts as one. */
    public void provesFrom(long sentAt) {
        proofs.tookLeadership(sentAt, current.timing(own).validity());
    }

    /** For a leadership that was not proven in time: how old its last proof is, and who does not answer. */
    public String proofOverdue() {
        String server = current.server();
        return "the last proof was sent " + proofs.age() / 1_000_000 + " ms ago; server "
                + (server.isEmpty() ? "unknown" : server) + ", which is waited for, last answered "
                + current.silence() / 1_000_000 + " ms ago";
    }
}
