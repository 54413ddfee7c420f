// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.spi.BackendSession;
import io.baton.spi.support.AsyncLogger;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a session: the session once the backend has made it, whether a server can be asked, and its closing, which is tried
 * again until memory suffices. Its methods may be called from any thread.
 */
public final class SessionAttempt {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionAttempt.class);

    private final CompletableFuture<Boolean> settled = new CompletableFuture<>();
    private volatile @Nullable BackendSession session;
    private volatile boolean connected;
    private volatile boolean closed;
    private volatile boolean told;
    private volatile boolean closingHasFailed;
    private volatile Runnable afterwards = () -> {};

    /** The backend has made the session. */
    void made(BackendSession made) {
        session = made;
    }

    /** The backend has made a session or has thrown: a {@link #close} that came before goes on. */
    void settled() {
        settled.complete(true);
    }

    /** The session, once the backend has made one. */
    public Optional<BackendSession> session() {
        return Optional.ofNullable(session);
    }

    void connected(boolean canBeAsked) {
        connected = canBeAsked;
    }

    /** Whether a server can be asked. */
    boolean isConnected() {
        return connected;
    }

    /**
     * Closes the session, now or as soon as there is one; blocks while the session closes.
     *
     * @param whenClosed called in the thread that has closed it
     */
    void close(Runnable whenClosed) {
        afterwards = whenClosed;
        closeAgain();
    }

    /** Tries once more what memory did not suffice for. */
    void closeAgain() {
        closingHasFailed = false;
        try {
            var unused = settled.thenRun(this::closeMade);
        } catch (OutOfMemoryError full) {
            closingHasFailed = true;
        }
    }

    private void closeMade() {
        BackendSession made = session;
        try {
            if (made != null && !closed) {
                closeQuietly(made);
            }
            closed = true;
            afterwards.run();
            afterwards = () -> {};
            told = true;
        } catch (OutOfMemoryError full) {
            closingHasFailed = true;
        }
    }

    private static void closeQuietly(BackendSession made) {
        try {
            made.close();
        } catch (OutOfMemoryError full) {
            throw full;
        } catch (RuntimeException | Error e) {
            LOG.warn("A session has thrown while it was closed; its lease ends it in the store", e);
        }
    }

    /** Whether there is nothing left to close or to tell. */
    boolean isClosed() {
        return told;
    }

    /** Whether {@link #close} ran out of memory. */
    boolean hasFailedToClose() {
        return closingHasFailed;
    }
}
