// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.testkit.fixture.Await;
import io.baton.zookeeper.server.Request.Part;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.AsyncCallback.StringCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class RequestLogTest {

    private static final Duration SESSION = Duration.ofSeconds(3);
    private static TestServer server;

    private RequestLog log;
    private RawClient client;
    private ZooKeeper zooKeeper;

    @BeforeAll
    static void startServer() throws InterruptedException {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect() throws InterruptedException {
        log = RequestLog.inFrontOf(server);
        client = RawClient.connect(log.connectString(), SESSION);
        zooKeeper = client.handle();
    }

    @AfterEach
    void disconnect() {
        client.close();
        log.close();
    }

    @Test
    void listsWhatIsAskedOneAfterTheOther() throws Exception {
        assertThat(log.everything().get(0).isConnect()).isTrue();
        assertThat(log.everything().get(0).op()).isEqualTo("createSession");
        assertThat(log.roundTrips(session())).isEqualTo(1);
        log.clear();
        zooKeeper.create("/a", new byte[100], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, new Stat());
        zooKeeper.getChildren("/", false);
        zooKeeper.multi(List.of(Op.check("/a", 0), Op.setData("/a", new byte[0], 0)));

        assertThat(log.requests(session())).extracting(Request::op).containsExactly("create2", "getChildren", "multi");
        assertThat(log.requests()).extracting(Request::path).containsExactly("/a", "/", "");
        assertThat(log.requests()).extracting(Request::round).containsExactly(1, 2, 3);
        assertThat(log.requests().get(2).parts()).containsExactly(new Part("check", "/a"), new Part("setData", "/a"));
        assertThat(log.requests())
                .allMatch(request -> request.reply().orElseThrow().error() == 0);
        assertThat(log.roundTrips(session())).isEqualTo(3);
        assertThat(log.roundTrips(session() + 1)).isZero();
    }

    @Test
    void countsTheBytesOfEachRequestAndOfTheSession() throws Exception {
        log.clear();
        long asked = log.network().requestBytes();
        long answered = log.network().replyBytes();
        zooKeeper.exists("/", false);
        Request exists = log.requests().get(0);
        // length, xid, op, path, watch
        assertThat(exists.bytes()).isEqualTo(4 + 4 + 4 + (4 + 1) + 1);
        // length, xid, zxid, error, Stat
        assertThat(exists.reply().orElseThrow().bytes()).isEqualTo(4 + 4 + 8 + 4 + 68);
        assertThat(log.traffic(session()).requestBytes())
                .isEqualTo(log.network().requestBytes() - asked);
        assertThat(log.traffic(session()).replyBytes()).isEqualTo(log.network().replyBytes() - answered);
    }

    @Test
    void whatIsAskedTogetherIsOneRoundTrip() throws Exception {
        log.clear();
        log.network().delayReplies(Duration.ofMillis(500));
        CountDownLatch answered = new CountDownLatch(3);
        StringCallback created = (code, path, context, name) -> answered.countDown();
        zooKeeper.create("/b", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, created, null);
        zooKeeper.create("/c", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, created, null);
        zooKeeper.create("/d", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL, created, null);
        answered.await();
        assertThat(log.requests()).hasSize(3);
        assertThat(log.roundTrips(session())).isEqualTo(1);
        zooKeeper.exists("/b", false);
        assertThat(log.roundTrips(session())).isEqualTo(2);
    }

    @Test
    void recognisesPingsAuthenticationAndRestoredWatches() throws Exception {
        zooKeeper.addAuthInfo("digest", "user:secret".getBytes(UTF_8));
        zooKeeper.exists("/watched", event -> {});
        await().atMost(Await.LONG).until(() -> log.everything().stream().anyMatch(Request::isPing));
        assertThat(log.requests()).extracting(Request::op).containsExactlyInAnyOrder("auth", "exists");
        log.clear();
        log.network().dropConnections();
        await().atMost(Await.LONG)
                .until(() ->
                        log.requests().stream().anyMatch(request -> request.op().equals("setWatches")));
        assertThat(log.requests(session())).extracting(Request::op).containsExactlyInAnyOrder("auth", "setWatches");
    }

    @Test
    void listsErrorsAndTheWatchesThatFire() throws Exception {
        assertThatThrownBy(() -> zooKeeper.delete("/nothing", -1)).isInstanceOf(NoNodeException.class);
        assertThat(log.requests().get(0).reply().orElseThrow().error()).isEqualTo(Code.NONODE.intValue());
        zooKeeper.exists("/e", event -> {});
        zooKeeper.create("/e", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        assertThat(log.notifications(session())).singleElement().satisfies(fired -> {
            assertThat(fired.path()).isEqualTo("/e");
            assertThat(fired.type()).isEqualTo(EventType.NodeCreated.getIntValue());
        });
    }

    @Test
    void canLoseTheReplyToOneRequest() throws Exception {
        log.onReply(
                request -> request.op().equals("create"), () -> log.network().dropConnections());
        assertThatThrownBy(() -> zooKeeper.create("/f", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL))
                .isInstanceOf(ConnectionLossException.class);
        await().atMost(Await.LONG)
                .ignoreException(ConnectionLossException.class)
                .until(() -> zooKeeper.exists("/f", false) != null);
        assertThat(log.requests(session()).get(0).op()).isEqualTo("create");
    }

    @Test
    void canLoseARequestBeforeItTakesEffect() throws Exception {
        log.onRequest(
                request -> request.path().equals("/g"), () -> log.network().dropConnections());
        assertThatThrownBy(() -> zooKeeper.create("/g", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL))
                .isInstanceOf(ConnectionLossException.class);
        await().atMost(Await.LONG)
                .ignoreException(ConnectionLossException.class)
                .until(() -> zooKeeper.getChildren("/", false).contains("zookeeper"));
        assertThat(zooKeeper.getChildren("/", false)).doesNotContain("g");
    }

    private long session() {
        return zooKeeper.getSessionId();
    }
}
