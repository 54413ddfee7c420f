// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

import io.baton.zookeeper.server.RawClient;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** One server of ZooKeeper. */
final class ZooKeeperStore implements StoreServer {

    private static final String MARK = "-latch-";
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final int BOUND_SECONDS = 60;

    private final TestServer server;
    private final AtomicInteger probes = new AtomicInteger();
    private final List<RawClient> queued = new ArrayList<>();

    private ZooKeeperStore(TestServer server) {
        this.server = server;
    }

    static ZooKeeperStore start(Storage storage) throws InterruptedException {
        ServerSpec spec = ServerSpec.standard();
        return new ZooKeeperStore(TestServer.start(
                storage == Storage.DISK
                        ? spec.configuration(
                                "dataLogDir", Storage.onDisk("zookeeper").toString())
                        : spec));
    }

    @Override
    public String address() {
        return server.connectString();
    }

    @Override
    public String version() {
        return "ZooKeeper " + server.version();
    }

    @Override
    public long pid() {
        return server.pid();
    }

    /** Each look at the metrics is a packet, too. */
    @Override
    public long requests() {
        return metric("zk_packets_received") - probes.incrementAndGet();
    }

    @Override
    public long entries() {
        probes.incrementAndGet();
        return metric("zk_ephemerals_count");
    }

    private long metric(String name) {
        return Long.parseLong(Objects.requireNonNull(server.metrics().get(name), name));
    }

    @Override
    public void queue(String election, int count) throws InterruptedException, KeeperException {
        RawClient client = RawClient.connect(address(), SESSION);
        queued.add(client);
        ZooKeeper store = client.handle();
        String queue = "/baton/" + election;
        String first = store.getChildren(queue, false).get(0);
        byte[] data = store.getData(queue + "/" + first, false, null);
        int digits = first.indexOf(MARK);
        CountDownLatch missing = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            // Curator has a UUID before its mark, Baton a random tag.
            String tag = ("%0" + digits + "x").formatted(i);
            store.create(
                    queue + "/" + tag + MARK,
                    data,
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.EPHEMERAL_SEQUENTIAL,
                    (code, path, context, name) -> missing.countDown(),
                    null);
        }
        if (!missing.await(BOUND_SECONDS, TimeUnit.SECONDS)
                || store.getChildren(queue, false).size() <= count) {
            throw new IllegalStateException("not all candidates are in " + queue);
        }
    }

    @Override
    public void close() {
        queued.forEach(RawClient::close);
        server.close();
    }
}
