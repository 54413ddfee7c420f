// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Subscription;
import io.baton.connection.ConnectionListener;
import io.baton.connection.SessionStatus;
import io.baton.internal.callback.CallbackQueue;
import io.baton.internal.callback.ProofCalls;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.report.SessionListener;
import io.baton.internal.session.SessionSupervisor;
import io.baton.spi.BackendSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One listener of a connection. Told by the loop, each change once; called on the callback threads. */
final class ConnectionSubscription implements SessionListener, Subscription {

    private final ElectionLoop loop;
    private final SessionSupervisor supervisor;
    private final CallbackQueue callbacks;
    private final ProofCalls proofs;
    private final ConnectionListener listener;
    private @Nullable Boolean told;
    private volatile boolean closed;

    ConnectionSubscription(
            ElectionLoop loop, SessionSupervisor supervisor, CallbackQueue callbacks, ConnectionListener listener) {
        this.loop = loop;
        this.supervisor = supervisor;
        this.callbacks = callbacks;
        this.proofs = new ProofCalls(callbacks);
        this.listener = listener;
    }

    void begin() {
        loop.post(() -> {
            supervisor.listen(this);
            supervisor.proofs().reports().add(this);
            supervisor.current().status().filter(SessionStatus::connected).ifPresent(this::connected);
        });
    }

    @Override
    public void opened(BackendSession session) {
        // A session that is open is told as connected.
    }

    @Override
    public void connected(SessionStatus session) {
        tell(true, () -> listener.onConnected(session));
    }

    @Override
    public void disconnected(String reason) {
        tell(false, () -> listener.onDisconnected(reason));
    }

    @Override
    public void proven(Duration latency) {
        proofs.add(unlessClosed(() -> listener.onProven(latency)));
    }

    @Override
    public void proofFailed(Duration after) {
        proofs.add(unlessClosed(() -> listener.onProofFailed(after)));
    }

    private void tell(boolean connected, Runnable call) {
        if (told == null || told != connected) {
            told = connected;
            callbacks.add(unlessClosed(call));
        }
    }

    private Runnable unlessClosed(Runnable call) {
        return () -> {
            if (!closed) {
                call.run();
            }
        };
    }

    @Override
    public void close() {
        closed = true;
        loop.post(() -> {
            supervisor.remove(this);
            supervisor.proofs().reports().remove(this);
        });
    }
}
