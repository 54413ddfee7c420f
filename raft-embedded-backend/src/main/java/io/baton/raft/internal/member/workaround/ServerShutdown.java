// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.ReplicatedStore;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a server of Ratis 3.3.0, which starts threads for that, gives up half-way where none can be started, and waits for its connections
 * without a bound. A server that is left would keep the lock of its data, so that the member could not begin again.
 */
public final class ServerShutdown {

    private static final Logger LOG = LoggerFactory.getLogger(ServerShutdown.class);

    /** Ratis gives a connection five seconds to end; the member's close waits for ten. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final RaftServer server;
    private final ReplicatedStore replicatedStore;
    private final Thread thread = Thread.currentThread();
    private volatile boolean hasInterrupted;
    private volatile boolean over;

    private ServerShutdown(RaftServer server, ReplicatedStore replicatedStore) {
        this.server = server;
        this.replicatedStore = replicatedStore;
    }

    /**
     * Returns when the server has ended, or when what hinders it has been given up.
     *
     * @param replicatedStore of the server, whose thread watches the time; not closed yet
     */
    public static void close(RaftServer server, ReplicatedStore replicatedStore) {
        ServerShutdown shutdown = new ServerShutdown(server, replicatedStore);
        try {
            shutdown.watch();
            shutdown.close();
        } finally {
            shutdown.finish();
        }
    }

    private void watch() {
        replicatedStore.later(PATIENCE, () -> {
            if (interrupt()) {
                watch();
            }
        });
    }

    /** On the strand of the replica, as {@link #watch}'s task. */
    private boolean interrupt() {
        if (!over) {
            LOG.warn("member {} waits for its server to end: the wait is given up", server.getId());
            hasInterrupted = true;
            thread.interrupt();
        }
        return !over;
    }

    /** What is interrupted is this shutdown and nothing that comes after it: the strand has seen that it is over. */
    private void finish() {
        over = true;
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        replicatedStore.run(() -> seen.complete(true));
        boolean isInterrupted = false;
        boolean waits = true;
        while (waits) {
            try {
                waits = !seen.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException early) {
                isInterrupted = true;
            } catch (ExecutionException | TimeoutException strandEnded) {
                waits = false;
            }
        }
        if (hasInterrupted) {
            Thread.interrupted();
        } else if (isInterrupted) {
            thread.interrupt();
        }
    }

    private void close() {
        List<Closeable> parts = parts();
        if (!isClosed(server)) {
            parts.forEach(this::isClosed);
            // The second time it stops what is left of itself.
            isClosed(server);
        }
    }

    private List<Closeable> parts() {
        List<Closeable> parts = new ArrayList<>();
        try {
            for (RaftGroupId group : server.getGroupIds()) {
                parts.add(server.getDivision(group));
            }
        } catch (IOException | RuntimeException ended) {
            LOG.debug("member {} has no group to close: {}", server.getId(), ExceptionText.text(ended));
        }
        parts.add(server.getServerRpc());
        return parts;
    }

    private boolean isClosed(Closeable part) {
        try {
            part.close();
            return true;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            LOG.warn("member {} did not close cleanly: {}", server.getId(), ExceptionText.text(e));
            return false;
        }
    }
}
