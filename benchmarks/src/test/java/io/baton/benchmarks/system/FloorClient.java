// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.system;

import io.baton.zookeeper.server.RawClient;
import java.util.Comparator;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * A node in a queue and a watch of the node before it, over ZooKeeper's own client: a hand-over is one delete, one event and one
 * read. Handles no failure.
 */
final class FloorClient implements SystemClient {

    private static final String NODE = "/candidate-";

    private final RawClient connection;
    private final ZooKeeper store;

    private FloorClient(RawClient connection) {
        this.connection = connection;
        store = connection.handle();
    }

    static FloorClient connect(String address) throws InterruptedException, KeeperException {
        FloorClient client = new FloorClient(RawClient.connect(address, SystemClient.LEASE));
        client.create("/floor");
        return client;
    }

    @Override
    public ElectionEntry enter(String election, Runnable onElected) throws InterruptedException, KeeperException {
        String queue = "/floor/" + election;
        create(queue);
        String node = store.create(queue + NODE, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL);
        lookAtPredecessor(queue, node, onElected);
        return () -> store.delete(node, -1);
    }

    private void create(String directory) throws InterruptedException, KeeperException {
        if (store.exists(directory, false) == null) {
            try {
                store.create(directory, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException other) {
                // Made by the other process at the same time.
            }
        }
    }

    private void lookAtPredecessor(String queue, String node, Runnable onElected) {
        store.getChildren(
                queue,
                false,
                (code, path, context, children) -> {
                    List<String> before = children.stream()
                            .map(child -> queue + "/" + child)
                            .filter(child -> child.compareTo(node) < 0)
                            .toList();
                    if (before.isEmpty()) {
                        onElected.run();
                    } else {
                        watch(
                                queue,
                                node,
                                before.stream().max(Comparator.naturalOrder()).orElseThrow(),
                                onElected);
                    }
                },
                null);
    }

    private void watch(String queue, String node, String predecessor, Runnable onElected) {
        store.exists(
                predecessor,
                event -> {
                    if (event.getType() == EventType.NodeDeleted) {
                        lookAtPredecessor(queue, node, onElected);
                    }
                },
                (code, path, context, stat) -> {
                    if (code == KeeperException.Code.NONODE.intValue()) {
                        lookAtPredecessor(queue, node, onElected);
                    }
                },
                null);
    }

    @Override
    public boolean hasLeader(String election) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        connection.close();
    }
}
