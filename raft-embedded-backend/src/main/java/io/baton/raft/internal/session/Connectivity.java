// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import java.util.Optional;

/** Whether the group can be reached, for those who wait for it. For the strand only, but for {@link #lastFailure}. */
final class Connectivity {

    private final SessionRequest request;
    private final SessionFacts facts;
    private volatile Optional<Throwable> lastFailure = Optional.empty();
    private boolean opened;
    private boolean toldDisconnected;
    private long reachedAt;
    private long askedAt;

    Connectivity(SessionRequest request, SessionFacts facts) {
        this.request = request;
        this.facts = facts;
    }

    /** Why the last attempt has failed, if it has. */
    Optional<Throwable> lastFailure() {
        return lastFailure;
    }

    void opened() {
        opened = true;
    }

    /** The group is about to be asked for something. */
    void asked() {
        askedAt = request.clock().nanos();
    }

    void reached() {
        reachedAt = request.clock().nanos();
        lastFailure = Optional.empty();
        if (toldDisconnected) {
            toldDisconnected = false;
            facts.connected();
        }
        if (opened) {
            facts.answered();
        }
    }

    void unreached(Throwable cause) {
        lastFailure = Optional.of(cause);
        long timeout = request.requestTimeout().toNanos();
        // A session that had nothing to ask for was not answered either.
        long silence = request.clock().nanos() - Math.max(reachedAt, askedAt - timeout / 2);
        if (opened && !toldDisconnected && silence > timeout) {
            toldDisconnected = true;
            facts.disconnected();
        }
    }
}
