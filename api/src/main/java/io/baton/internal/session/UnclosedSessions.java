// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.loop.ElectionLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The sessions that are over and not closed yet. A session that cannot be closed for want of memory is renewed by its backend for
 * ever, and its candidacies keep their places: it is closed again and again until it is. For the loop's thread only.
 */
final class UnclosedSessions {

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final ElectionLoop loop;
    private final Executor blocking;
    private final List<SessionAttempt> sessions = new ArrayList<>();
    private long triedAt;

    UnclosedSessions(ElectionLoop loop, Executor blocking) {
        this.loop = loop;
        this.blocking = blocking;
    }

    void add(SessionAttempt session) {
        sessions.add(session);
    }

    /** Tries again what has failed. */
    void look() {
        if (sessions.isEmpty()) {
            return;
        }
        sessions.removeIf(SessionAttempt::isClosed);
        long now = loop.clock().nanos();
        if (now - triedAt < PAUSE) {
            return;
        }
        triedAt = now;
        for (SessionAttempt session : sessions) {
            if (session.hasFailedToClose()) {
                blocking.execute(session::closeAgain);
            }
        }
    }
}
