// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/** ZooKeeper's own client, with nothing around it but a close that try can use. */
public final class RawClient implements AutoCloseable {

    private static final long BOUND_SECONDS = 60;

    private final ZooKeeper handle;
    private final CountDownLatch connected = new CountDownLatch(1);

    private RawClient(String connectString, Duration sessionTimeout) {
        try {
            handle = new ZooKeeper(connectString, (int) sessionTimeout.toMillis(), event -> {
                if (event.getState() == KeeperState.SyncConnected) {
                    connected.countDown();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client whose session has begun. */
    public static RawClient connect(String connectString, Duration sessionTimeout) throws InterruptedException {
        RawClient client = new RawClient(connectString, sessionTimeout);
        if (!client.connected.await(BOUND_SECONDS, TimeUnit.SECONDS)) {
            client.close();
            throw new AssertionError("no session at " + connectString + " in " + BOUND_SECONDS + " s");
        }
        return client;
    }

    public ZooKeeper handle() {
        return handle;
    }

    /** Ends the session, if the server can be reached. */
    @Override
    public void close() {
        try {
            handle.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
