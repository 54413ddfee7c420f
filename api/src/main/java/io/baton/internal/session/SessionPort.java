// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.loop.ElectionLoop;
import io.baton.spi.BackendSession;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Posts the facts of one session to the loop, which takes them as long as the session is the present one. */
final class SessionPort implements SessionFacts {

    private final ElectionLoop loop;
    private final SessionAttempt attempt;
    private final CurrentSession current;
    private final SessionInputs inputs;
    private final HeartbeatInputs heartbeats;
    private final List<Runnable> early = new ArrayList<>();
    private boolean heardOfBegin;

    SessionPort(
            ElectionLoop loop,
            SessionAttempt attempt,
            CurrentSession current,
            SessionInputs inputs,
            HeartbeatInputs heartbeats) {
        this.loop = loop;
        this.attempt = attempt;
        this.current = current;
        this.inputs = inputs;
        this.heartbeats = heartbeats;
    }

    /** The backend has made the session. From any thread. */
    void begun(BackendSession made) {
        attempt.made(Objects.requireNonNull(made, "the backend has opened null"));
        try {
            loop.post(() -> {
                heardOfBegin = true;
                early.forEach(this::take);
                early.clear();
            });
        } finally {
            attempt.settled();
        }
    }

    /** The backend has thrown instead. From any thread. */
    void notBegun(Throwable cause) {
        try {
            loop.post(() -> {
                if (current.isPresent(attempt)) {
                    inputs.failed("Opening a session", cause);
                }
            });
        } finally {
            attempt.settled();
        }
    }

    private void hear(Runnable input) {
        loop.post(() -> {
            if (heardOfBegin) {
                take(input);
            } else {
                early.add(input);
            }
        });
    }

    private void take(Runnable input) {
        if (!current.isPresent(attempt)) {
            return;
        }
        try {
            input.run();
        } catch (RuntimeException | Error e) {
            inputs.failed("A fact of the session", e);
        }
    }

    /** A fact that only a server's answer can have brought. */
    private void answer(Runnable input) {
        hear(() -> {
            inputs.heard();
            input.run();
        });
    }

    @Override
    public void opened(SessionGrant grant) {
        hear(() -> {
            attempt.connected(true);
            inputs.opened(attempt, grant);
        });
    }

    @Override
    public void regranted(SessionGrant grant) {
        answer(() -> current.regranted(grant));
    }

    @Override
    public void disconnected() {
        hear(() -> attempt.connected(false));
    }

    @Override
    public void connected() {
        answer(() -> attempt.connected(true));
    }

    @Override
    public void answered() {
        answer(() -> {});
    }

    @Override
    public void proven(long sentAt) {
        answer(() -> inputs.proven(sentAt));
    }

    @Override
    public void fenced() {
        answer(inputs::fenced);
    }

    @Override
    public void unproven(Throwable cause) {
        hear(() -> inputs.unproven(cause));
    }

    @Override
    public void watching(String watched) {
        answer(() -> heartbeats.watching(watched));
    }

    @Override
    public void heartbeat(String watched) {
        answer(() -> heartbeats.heartbeat(watched));
    }

    @Override
    public void watchedEnded(String watched) {
        answer(() -> heartbeats.watchedEnded(watched));
    }

    @Override
    public void unwatched(String watched) {
        hear(() -> heartbeats.unwatched(watched));
    }

    @Override
    public void ended(Throwable cause) {
        hear(() -> inputs.ended(cause));
    }

    @Override
    public void failed(Throwable cause) {
        hear(() -> inputs.refused(cause));
    }
}
