// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.ZooKeeper.States;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * The handles that one Curator client makes. When a session expires, Curator makes the next one on a thread of its own;
 * closed at that moment, Curator 5.9.0 leaves it behind with its threads and its session, in one of a few closings.
 */
final class TrackedZooKeeperFactory implements ZookeeperFactory {

    /** A handle that was never connected ends its threads a moment after it was closed. */
    private static final int THREADS_END_MILLIS = 1_000;

    private final ConnectionAttempts attempts;
    private final Queue<ZooKeeper> open = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private volatile boolean failing;

    TrackedZooKeeperFactory(ConnectionAttempts attempts) {
        this.attempts = attempts;
    }

    @Override
    public ZooKeeper newZooKeeper(
            String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly, ZKClientConfig config)
            throws Exception {
        if (closed) {
            // Curator asks for a handle at each event of the one before, whose closing is such an event: it would never
            // end.
            throw new IOException("the client is closed");
        }
        open.removeIf(handle -> !handle.getState().isAlive() && handle.getState() != States.AUTH_FAILED);
        failing = true;
        PacedHostProvider servers = new PacedHostProvider(
                new StaticHostProvider(new ConnectStringParser(connectString).getServerAddresses()),
                attempts,
                () -> closed);
        ZooKeeper created = new ZooKeeper(connectString, sessionTimeout, watcher, canBeReadOnly, servers, config);
        failing = false;
        open.add(created);
        if (closed) {
            created.close(THREADS_END_MILLIS);
            throw new IOException("the client is closed");
        }
        return created;
    }

    @Override
    @SuppressWarnings("deprecation")
    public ZooKeeper newZooKeeper(String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly)
            throws Exception {
        return newZooKeeper(connectString, sessionTimeout, watcher, canBeReadOnly, new ZKClientConfig());
    }

    /** Whether the most recent handle could not be made: Curator 5.9.0 makes no other one then. */
    boolean isFailing() {
        return failing;
    }

    /** Whether a server has refused a login. */
    boolean isAuthRefused() {
        return open.stream().anyMatch(handle -> handle.getState() == States.AUTH_FAILED);
    }

    /** Lets no handle wait for its turn to connect any more. */
    void stop() {
        closed = true;
    }

    /** Closes the handles that Curator has not closed, and those that it makes from now on; waits for their threads. */
    void close() {
        closed = true;
        boolean interrupted = false;
        for (ZooKeeper left : open) {
            interrupted |= close(left);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An interrupt ends the wait for a server's answer, not that for the threads. */
    private static boolean close(ZooKeeper handle) {
        boolean interrupted = false;
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                handle.close(THREADS_END_MILLIS);
                return interrupted;
            } catch (InterruptedException hurried) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
