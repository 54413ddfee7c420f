// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.curator.utils.DefaultZookeeperFactory;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * The handles that one Curator client makes. When a session expires, Curator makes the next one on a thread of its own;
 * closed at that moment, Curator 5.9.0 leaves it behind with its threads and its session, in one of a few closings.
 */
final class Handles implements ZookeeperFactory {

    private final ZookeeperFactory factory = new DefaultZookeeperFactory();
    private final Queue<ZooKeeper> open = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    @Override
    public ZooKeeper newZooKeeper(
            String connectString, int sessionTimeout, Watcher watcher, boolean canBeReadOnly, ZKClientConfig config)
            throws Exception {
        open.removeIf(handle -> !handle.getState().isAlive());
        ZooKeeper created = factory.newZooKeeper(connectString, sessionTimeout, watcher, canBeReadOnly, config);
        open.add(created);
        if (closed) {
            created.close();
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

    /** Closes what Curator has not closed, and whatever it makes from now on. */
    void close() {
        closed = true;
        for (ZooKeeper left : open) {
            try {
                left.close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
