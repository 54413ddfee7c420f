// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.zookeeper.server.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AsyncCallback.StringCallback;
import org.apache.zookeeper.AsyncCallback.VoidCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** Nodes that make a queue long: named and filled like those of its first candidate, with no process behind them. */
final class PlainCandidates implements AutoCloseable {

    private static final String MARK = "latch-";
    private static final long BOUND_SECONDS = 60;

    private final RawClient client;
    private final ZooKeeper store;
    private final String queue;
    private final List<String> paths = new ArrayList<>();

    PlainCandidates(String connectString, String queue) throws InterruptedException {
        client = RawClient.connect(connectString, Duration.ofSeconds(10));
        store = client.handle();
        this.queue = queue;
    }

    /** Lets as many stand at the end of the queue. */
    void stand(int count) throws InterruptedException, KeeperException {
        String like = store.getChildren(queue, false).get(0);
        byte[] data = store.getData(queue + "/" + like, false, null);
        // Curator has a UUID before its mark, Baton a random tag.
        int digits = like.indexOf("-" + MARK);
        CountDownLatch created = new CountDownLatch(count);
        StringCallback callback = (code, path, context, name) -> {
            assertThat(code).isZero();
            paths.add(name);
            created.countDown();
        };
        for (int i = 0; i < count; i++) {
            String tag = ("%0" + digits + "x").formatted(i);
            store.create(
                    queue + "/" + tag + "-" + MARK,
                    data,
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.EPHEMERAL_SEQUENTIAL,
                    callback,
                    null);
        }
        assertThat(created.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** All of them leave, the first first. */
    void leave() throws InterruptedException {
        CountDownLatch deleted = new CountDownLatch(paths.size());
        VoidCallback callback = (code, path, context) -> deleted.countDown();
        paths.forEach(path -> store.delete(path, -1, callback, null));
        assertThat(deleted.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        client.close();
    }
}
