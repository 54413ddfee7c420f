// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a server of Ratis 3.3.0, which starts threads for that, gives up half-way where none can be started, and waits for its connections
 * without a bound. A server that is left would keep the lock of its data, so that the member could not begin again.
 */
final class ServerShutdown {

    private static final Logger LOG = LoggerFactory.getLogger(ServerShutdown.class);

    /** Seen to take a few hundred milliseconds where nothing is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final RaftServer server;
    private final Replica replica;
    private final Thread thread = Thread.currentThread();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean over;

    private ServerShutdown(RaftServer server, Replica replica) {
        this.server = server;
        this.replica = replica;
    }

    /**
     * Returns when the server has ended, or when what hinders it has been given up.
     *
     * @param replica of the server, whose thread watches the time; not closed yet
     */
    static void close(RaftServer server, Replica replica) {
        ServerShutdown shutdown = new ServerShutdown(server, replica);
        shutdown.watch();
        try {
            shutdown.close();
        } finally {
            shutdown.finish();
        }
    }

    private void watch() {
        replica.later(PATIENCE, () -> {
            if (interrupt()) {
                watch();
            }
        });
    }

    private boolean interrupt() {
        lock.lock();
        try {
            if (!over) {
                LOG.warn("member {} waits for its server to end: the wait is given up", server.getId());
                thread.interrupt();
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        lock.lock();
        try {
            over = true;
            // What the watch has interrupted was this shutdown, and nothing that comes after it.
            Thread.interrupted();
        } finally {
            lock.unlock();
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
            LOG.debug("member {} has no group to close: {}", server.getId(), Causes.text(ended));
        }
        parts.add(server.getServerRpc());
        return parts;
    }

    private boolean isClosed(Closeable part) {
        try {
            part.close();
            return true;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            LOG.warn("member {} did not close cleanly: {}", server.getId(), Causes.text(e));
            return false;
        }
    }
}
