// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.internal.engine.ElectionState;
import io.baton.spi.BackendSession;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.support.AsyncLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Hands the facts of one session to the supervisor, as long as it is the present one. */
final class SessionPort implements SessionFacts {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionPort.class);

    private final SessionSupervisor supervisor;
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private final List<Runnable> early = new ArrayList<>();
    private volatile @Nullable BackendSession session;
    private volatile boolean connected;
    private volatile boolean closed;
    private volatile boolean told;
    private volatile boolean closingHasFailed;
    private volatile Runnable afterwards = () -> {};
    private boolean heardOfBegin;

    SessionPort(SessionSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** The backend has made the session. From any thread. */
    void begun(BackendSession made) {
        session = Objects.requireNonNull(made, "the backend has opened null");
        try {
            supervisor.loop().post(() -> {
                heardOfBegin = true;
                early.forEach(this::take);
                early.clear();
            });
        } finally {
            begun.complete(true);
        }
    }

    /** The backend has thrown instead. From any thread. */
    void notBegun(Throwable cause) {
        try {
            supervisor.loop().post(() -> {
                if (supervisor.current().isPresent(this)) {
                    supervisor.failed("Opening a session", cause);
                }
            });
        } finally {
            begun.complete(false);
        }
    }

    /** The session, once the backend has made one. From any thread. */
    Optional<BackendSession> session() {
        return Optional.ofNullable(session);
    }

    /** Whether a server can be asked. From any thread. */
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
            var unused = begun.thenRun(this::closeBegun);
        } catch (OutOfMemoryError full) {
            closingHasFailed = true;
        }
    }

    private void closeBegun() {
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

    /** Whether there is nothing left to close or to tell. From any thread. */
    boolean isClosed() {
        return told;
    }

    /** Whether {@link #close} ran out of memory. From any thread. */
    boolean hasFailedToClose() {
        return closingHasFailed;
    }

    private void hear(Runnable input) {
        supervisor.loop().post(() -> {
            if (heardOfBegin) {
                take(input);
            } else {
                early.add(input);
            }
        });
    }

    private void take(Runnable input) {
        if (!supervisor.current().isPresent(this)) {
            return;
        }
        try {
            input.run();
        } catch (RuntimeException | Error e) {
            supervisor.failed("A fact of the session", e);
        }
    }

    /** A fact that only a server's answer can have brought. */
    private void answer(Runnable input) {
        hear(() -> {
            supervisor.heard();
            input.run();
        });
    }

    private long now() {
        return supervisor.loop().clock().nanos();
    }

    @Override
    public void opened(SessionGrant grant) {
        hear(() -> {
            connected = true;
            supervisor.opened(this, grant);
        });
    }

    @Override
    public void regranted(SessionGrant grant) {
        answer(() -> supervisor.current().regranted(grant));
    }

    @Override
    public void disconnected() {
        hear(() -> connected = false);
    }

    @Override
    public void connected() {
        answer(() -> connected = true);
    }

    @Override
    public void answered() {
        answer(() -> {});
    }

    @Override
    public void proven(long sentAt) {
        answer(() -> supervisor.proven(sentAt));
    }

    @Override
    public void fenced() {
        answer(supervisor::fenced);
    }

    @Override
    public void unproven(Throwable cause) {
        hear(() -> supervisor.unproven(cause));
    }

    @Override
    public void watching(String watched) {
        answer(() -> supervisor.heartbeats().watching(watched, now()));
    }

    @Override
    public void heartbeat(String watched) {
        answer(() -> {
            supervisor.heartbeats().heartbeat(watched, now());
            supervisor.members().each((state, at) -> state.heartbeat(watched, at));
        });
    }

    @Override
    public void watchedEnded(String watched) {
        answer(() -> {
            supervisor.heartbeats().watchedEnded(watched, now());
            supervisor.members().each(ElectionState::tick);
        });
    }

    @Override
    public void unwatched(String watched) {
        hear(() -> supervisor.heartbeats().unwatched(watched));
    }

    @Override
    public void ended(Throwable cause) {
        hear(() -> supervisor.ended(cause));
    }

    @Override
    public void failed(Throwable cause) {
        hear(() -> supervisor.refused(cause));
    }
}
