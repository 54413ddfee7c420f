// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.engine.Timing;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.loop.LoopThread;
import io.baton.spi.BackendSession;
import java.util.Optional;
import java.util.function.Consumer;

/** What the watchdog gives up when the loop does not turn: the session, so that another process can lead. Thread-safe. */
final class StuckLoop implements LoopThread.Watched {

    private final ElectionLoop loop;
    private final CurrentSession current;
    private final Timing own;
    private final Consumer<Throwable> end;

    /**
     * The watched part of a connection.
     *
     * @param end tells, on the loop, that the present session has ended
     */
    StuckLoop(ElectionLoop loop, CurrentSession current, Timing own, Consumer<Throwable> end) {
        this.loop = loop;
        this.current = current;
        this.own = own;
        this.end = end;
    }

    @Override
    public long patience() {
        return current.timing(own).leaseDuration();
    }

    @Override
    public boolean abandon() {
        Optional<SessionAttempt> stuck = current.attempt();
        Optional<BackendSession> session = current.session();
        if (stuck.isEmpty() || session.isEmpty()) {
            return false;
        }
        try {
            session.get().close();
        } finally {
            loop.post(() -> abandoned(stuck.get()));
        }
        return true;
    }

    private void abandoned(SessionAttempt stuck) {
        if (current.isPresent(stuck)) {
            end.accept(new IllegalStateException(
                    "the watchdog has closed it, because the election loop did not turn for a lease"));
        }
    }
}
