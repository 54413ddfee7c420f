// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.config.DurationFormat;
import io.baton.internal.config.Settings;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.refusal.RefusalPause;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Backoff;
import io.baton.spi.support.RefusalTurns;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Opens and closes sessions where that may block, and says when to try again. Neither a session that does not close nor one
 * that does not open keeps another from being opened. For the loop's thread only.
 */
final class SessionOpener {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionOpener.class);
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(3);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

    private final ElectionLoop loop;
    private final ElectionBackend backend;
    private final Settings settings;
    private final Executor blocking;
    private final Backoff pauses;
    private final RefusalPause refusals;
    private final UnclosedSessions unclosed;
    private int closing;
    private Once whenAllClosed = new Once(() -> {});

    /** Runs at most once. */
    private static final class Once implements Runnable {

        private final Runnable action;
        private boolean done;

        Once(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            if (!done) {
                done = true;
                action.run();
            }
        }
    }

    SessionOpener(ElectionLoop loop, ElectionBackend backend, Settings settings, Executor blocking) {
        this.loop = loop;
        this.backend = backend;
        this.settings = settings;
        this.blocking = blocking;
        this.refusals = new RefusalPause(loop.clock(), settings.leaseDuration().toNanos() / 2, new RefusalTurns());
        this.unclosed = new UnclosedSessions(loop, blocking);
        this.pauses = Backoff.within(settings.leaseDuration(), SHORTEST_PAUSE);
    }

    /** Opens a session; the port hears what comes of it. */
    void open(SessionPort port) {
        SessionRequest request = new SessionRequest(settings.leaseDuration(), settings.requestTimeout(), loop.clock());
        try {
            blocking.execute(() -> open(request, port));
        } catch (RuntimeException | Error e) {
            port.notBegun(e);
        }
    }

    private void open(SessionRequest request, SessionPort port) {
        BackendSession begun;
        try {
            begun = backend.open(request, port);
        } catch (RuntimeException | Error e) {
            port.notBegun(e);
            return;
        }
        port.begun(begun);
    }

    /** How long to wait before the next attempt after a session that was refused. */
    long pauseAfterRefusal() {
        refusals.refused(loop.random());
        return refusals.pause();
    }

    /**
     * How long to wait before the next attempt after a session that has ended.
     *
     * @param anew whether the attempt before has lasted long enough to be no reason for a longer pause
     */
    long pauseAfterEnd(boolean anew) {
        if (anew) {
            pauses.reset();
        }
        return pauses.next(loop.random());
    }

    /** A session was opened. */
    void opened() {
        refusals.reset();
    }

    /** Closes again what could not be closed. */
    void look() {
        unclosed.look();
    }

    /** For how long a session that closes keeps the next one from being opened, at most. */
    long closingNanos() {
        return 2 * settings.requestTimeout().toNanos();
    }

    /** Closes a session, and goes on when that is done or has taken twice the request timeout. Closes nothing if it throws. */
    void close(SessionAttempt last, Runnable next) {
        Once once = new Once(next);
        Runnable closed = () -> {
            closing--;
            once.run();
            if (closing == 0) {
                whenAllClosed.run();
            }
        };
        Runnable close = () -> last.close(() -> loop.post(closed));
        loop.at(loop.clock().nanos() + closingNanos(), once);
        unclosed.add(last);
        closing++;
        try {
            blocking.execute(close);
        } catch (RuntimeException | Error e) {
            closing--;
            throw e;
        }
    }

    /** Closes the backend when all sessions are closed, or have had a while for it. */
    void closeBackend(Runnable done) {
        whenAllClosed = new Once(() -> execute(() -> {
            try {
                backend.close();
            } catch (RuntimeException | Error e) {
                LOG.warn("The backend has thrown while it was closed; something may be left of it", e);
            } finally {
                done.run();
            }
        }));
        if (closing == 0) {
            whenAllClosed.run();
        } else {
            Duration bound = settings.requestTimeout().multipliedBy(2).plus(CLOSE_GRACE);
            loop.at(loop.clock().nanos() + DurationFormat.boundedNanos(bound), whenAllClosed);
        }
    }

    private void execute(Runnable action) {
        try {
            blocking.execute(action);
        } catch (RuntimeException | Error e) {
            loop.threw("A thread for closing the backend", e);
            action.run();
        }
    }
}
