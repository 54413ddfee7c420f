// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fault.TrafficTap;
import io.baton.testkit.fixture.HoldSampler;
import io.baton.testkit.fixture.RecordingListener;
import io.baton.testkit.spi.Standee;
import io.baton.zookeeper.server.RawClient;
import io.baton.zookeeper.server.TestServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client comes back for its session, is given another one, and not told so: ClickHouse#116690. */
@Timeout(300)
class ChangedSessionTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private static TestServer server;
    private static RawClient operator;
    private static ZooKeeper store;

    private SessionChange change;
    private TcpProxy network;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start();
        operator = RawClient.connect(server.connectString(), Participant.LEASE);
        store = operator.handle();
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.close();
    }

    @BeforeEach
    void connect() {
        change = new SessionChange();
        network = TcpProxy.to(server.address(), change);
    }

    @AfterEach
    void disconnect() {
        network.close();
    }

    @Test
    void theSessionEndsOnceAndThatIsTheLastFact() throws Exception {
        try (Participant one = Participant.at("127.0.0.1:" + network.port())) {
            Standee leader = one.enter("changed");
            leader.lead();
            network.dropConnections();
            one.facts().next("disconnected");
            one.facts().next("ended");
            assertThat(change.given(1)).isEqualTo(one.sessionId());
            assertThat(change.wanted(2)).isEqualTo(one.sessionId());
            assertThat(change.given(2)).isNotZero().isNotEqualTo(one.sessionId());

            await().atMost(BOUND).until(() -> store.exists("/baton/.fence/" + one.name(), false) == null);
            leader.candidacy().look();
            one.session().prove();
            one.session().close();
            assertThat(one.facts().untold()).isEmpty();
            assertThat(leader.facts().untold()).isEmpty();
            assertThat(network.connections()).isEqualTo(2);
        }
    }

    @Test
    void theLeadershipIsLostAtOnceAndTheNextOneHasAGreaterToken() throws Exception {
        RecordingListener heard = new RecordingListener();
        try (HoldSampler sampler = new HoldSampler();
                Baton baton = connectPatiently();
                LeaderElector elector = baton.elector("lost")) {
            elector.listen(heard);
            sampler.watch("one", elector);
            Leadership first = elector.start().awaitLeadership(BOUND).orElseThrow();
            network.dropConnections();
            await().atMost(BOUND).until(() -> heard.lost(first).isPresent());
            assertThat(store.getChildren("/baton/lost", false))
                    .as("candidates, with the session that was changed still in the store")
                    .isNotEmpty();
            assertThat(heard.lost(first)).contains(LossReason.SESSION_LOST);
            assertThat(change.wanted(2)).isEqualTo(change.given(1));
            assertThat(change.given(2)).isNotZero().isNotEqualTo(change.given(1));

            Leadership second = elector.awaitLeadership(BOUND).orElseThrow();
            assertThat(second.token()).isGreaterThan(first.token());
            assertThat(change.given(3)).isNotZero().isNotIn(change.given(1), change.given(2));
            assertThat(first.isHeld()).isFalse();
            assertThat(heard.contradictions()).isEmpty();
            assertThat(sampler.history().violations()).isEmpty();
        }
    }

    /** A client that knows two addresses is back before the validity of 3 s has passed. */
    private Baton connectPatiently() {
        return Baton.connect(Map.of(
                "baton.backend", "zookeeper",
                "baton.zookeeper.connect-string", "127.0.0.1:" + network.port() + ",127.0.0.1:" + network.port(),
                "baton.lease-duration", "6s"));
    }

    /** Takes the session out of the second connection's request to connect, so that the server begins another one. */
    private static final class SessionChange implements TrafficTap {

        /** Before it stand the length, the protocol version, the last change seen and the timeout. */
        private static final int WANTED = 3 * Integer.BYTES + Long.BYTES;

        private static final int PASSWORD = WANTED + Long.BYTES + Integer.BYTES;
        private static final int PASSWORD_BYTES = 16;

        /** Before it stand the length, the protocol version and the timeout. */
        private static final int GIVEN = 3 * Integer.BYTES;

        private final Map<Long, Long> wanted = new ConcurrentHashMap<>();
        private final Map<Long, Long> given = new ConcurrentHashMap<>();

        @Override
        public void request(long connection, ByteBuffer bytes) {
            if (wanted.containsKey(connection)) {
                return;
            }
            wanted.put(connection, bytes.getLong(WANTED));
            if (connection == 2) {
                bytes.putLong(WANTED, 0).put(PASSWORD, new byte[PASSWORD_BYTES]);
            }
        }

        @Override
        public void reply(long connection, ByteBuffer bytes) {
            if (!given.containsKey(connection)) {
                given.put(connection, bytes.getLong(GIVEN));
            }
        }

        /** The session that the client wanted on this connection; 0 if a new one. */
        long wanted(long connection) {
            return wanted.getOrDefault(connection, 0L);
        }

        /** The session that the server gave on this connection. */
        long given(long connection) {
            return given.getOrDefault(connection, 0L);
        }
    }
}
