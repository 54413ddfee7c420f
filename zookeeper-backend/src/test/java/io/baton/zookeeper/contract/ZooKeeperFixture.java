// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.contract;

import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.testkit.fixture.BackendFixture;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.Participant;
import io.baton.zookeeper.server.RawClient;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.ServerRelease;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/** One standalone server in a process of its own; each participant reaches it through a proxy of its own. */
final class ZooKeeperFixture implements BackendFixture {

    private static final String ROOT = "/baton";
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final TestServer server;
    private final RawClient operator;

    private ZooKeeperFixture(ServerSpec spec) throws InterruptedException {
        // The disk of a busy machine can stall for longer than a validity; that is not what the contract is about.
        server = TestServer.start(spec.sessionTimeouts(Duration.ofSeconds(1), Duration.ofMinutes(2))
                .withoutForcedWrites());
        System.out.println("the contract runs on ZooKeeper " + server.version());
        // A busy machine may keep the server from its clients for longer than the sessions of tests last.
        operator = RawClient.connect(server.connectString(), LONG);
    }

    /** On a server as all tests run it by default. */
    static ZooKeeperFixture standard() throws InterruptedException {
        return new ZooKeeperFixture(ServerSpec.standard());
    }

    static ZooKeeperFixture on(ServerRelease release) throws InterruptedException {
        return new ZooKeeperFixture(ServerSpec.standard().of(release));
    }

    @Override
    public BackendTimings timings() {
        return new BackendTimings(
                LEASE,
                LEASE.dividedBy(2),
                Duration.ofMillis(100),
                LEASE.multipliedBy(9).dividedBy(10),
                LONG,
                LONG);
    }

    @Override
    public Participant connect(Map<String, String> settings, UnaryOperator<ElectionBackend> change) {
        RequestLog log = RequestLog.inFrontOf(server);
        Map<String, String> all = new HashMap<>(Map.of(
                "baton.backend",
                "zookeeper",
                "baton.zookeeper.connect-string",
                log.connectString(),
                "baton.lease-duration",
                LEASE.toMillis() + "ms",
                "baton.connect-timeout",
                LONG.toSeconds() + "s"));
        all.putAll(settings);
        return new ZooKeeperParticipant(new Configuration(all).connect(change), log, server);
    }

    @Override
    public Set<String> sessions() {
        return Set.copyOf(children(ROOT + "/.fence"));
    }

    @Override
    public List<String> leftovers(String election) {
        return queue(election);
    }

    private List<String> queue(String election) {
        return children(path(election)).stream()
                .filter(name -> name.matches(".*-latch-\\d{10}") && !name.startsWith("stranger"))
                .sorted(Comparator.comparing(name -> name.substring(name.length() - 10)))
                .toList();
    }

    @Override
    public void deleteCandidacy(String election, int position) {
        String path = path(election) + "/" + queue(election).get(position);
        done(() -> {
            zooKeeper().delete(path, -1);
            return path;
        });
    }

    @Override
    public void addStranger(String election) {
        create(path(election), CreateMode.CONTAINER);
        create(path(election) + "/a-note", CreateMode.PERSISTENT);
        create(path(election) + "/stranger-latch-0000000000", CreateMode.PERSISTENT);
    }

    private void create(String path, CreateMode mode) {
        done(() -> zooKeeper().exists(path, false) == null
                ? zooKeeper().create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, mode)
                : path);
    }

    @Override
    public void spoilFloor(String election) {
        String record = ROOT + "/.floor/" + new ElectionName(election).encoded();
        byte[] data = "not a floor".getBytes(StandardCharsets.UTF_8);
        done(() -> zooKeeper().exists(record, false) == null
                ? zooKeeper().create(record, data, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)
                : zooKeeper().setData(record, data, -1));
    }

    @Override
    public void restart() {
        done(() -> {
            server.restart();
            return server;
        });
    }

    @Override
    public void close() {
        operator.close();
        server.close();
    }

    private ZooKeeper zooKeeper() {
        return operator.handle();
    }

    private static String path(String election) {
        return ROOT + "/" + new ElectionName(election).encoded();
    }

    private List<String> children(String path) {
        return done(() -> {
            try {
                return zooKeeper().getChildren(path, false);
            } catch (KeeperException.NoNodeException none) {
                return List.of();
            }
        });
    }

    /** After a restart the operator's own connection may need a moment. */
    private static <T> T done(Callable<T> work) {
        for (int attempt = 0; ; attempt++) {
            try {
                return work.call();
            } catch (KeeperException.ConnectionLossException lost) {
                if (attempt == 20) {
                    throw new AssertionError("the operator cannot reach the server", lost);
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
