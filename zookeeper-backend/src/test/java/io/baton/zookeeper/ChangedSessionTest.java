// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.contract.scenario.HoldSampler;
import io.baton.testkit.contract.scenario.RecordingListener;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fault.TrafficTap;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.zookeeper.server.ServerExtension;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client comes back for its session, is given another one, and not told so: ClickHouse#116690. */
@Timeout(300)
class ChangedSessionTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    private SessionChange change;
    private TcpProxy network;

    @BeforeEach
    void connect() {
        change = new SessionChange();
        network = TcpProxy.to(ZOOKEEPER.server().address(), change);
    }

    @AfterEach
    void disconnect() {
        network.close();
    }

    @Test
    void theSessionEndsOnceAndThatIsTheLastFact() throws Exception {
        try (Participant one = Participant.at("127.0.0.1:" + network.port())) {
            ProbeCandidacy leader = one.enter("changed");
            leader.lead();
            network.dropConnections();
            one.facts().next("disconnected");
            one.facts().next("ended");
            assertThat(change.first()).isEqualTo(one.sessionId());
            assertThat(change.wanted()).isEqualTo(one.sessionId());
            assertThat(change.instead()).isNotZero().isNotEqualTo(one.sessionId());

            await().atMost(BOUND).until(() -> ZOOKEEPER.store().exists("/baton/.fence/" + one.name(), false) == null);
            leader.candidacy().look();
            one.session().prove();
            one.session().close();
            assertThat(one.facts().untold()).isEmpty();
            assertThat(leader.facts().untold()).isEmpty();
            assertThat(change.last()).isEqualTo(change.instead());
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
            assertThat(ZOOKEEPER.store().getChildren("/baton/lost", false))
                    .as("candidates, with the session that was changed still in the store")
                    .isNotEmpty();
            assertThat(heard.lost(first)).contains(LossReason.SESSION_LOST);
            assertThat(change.wanted()).isEqualTo(change.first());
            assertThat(change.instead()).isNotZero().isNotEqualTo(change.first());

            Leadership second = elector.awaitLeadership(BOUND).orElseThrow();
            assertThat(second.token()).isGreaterThan(first.token());
            assertThat(change.last()).isNotZero().isNotIn(change.first(), change.instead());
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

    /** Takes the session out of the first request to connect that wants one again, so that the server begins another one. */
    private static final class SessionChange implements TrafficTap {

        /** Before it stand the length, the protocol version, the last change seen and the timeout. */
        private static final int WANTED = 3 * Integer.BYTES + Long.BYTES;

        private static final int PASSWORD = WANTED + Long.BYTES + Integer.BYTES;
        private static final int PASSWORD_BYTES = 16;

        /** Before it stand the length, the protocol version and the timeout. */
        private static final int GIVEN = 3 * Integer.BYTES;

        private final ConcurrentSkipListMap<Long, Long> given = new ConcurrentSkipListMap<>();
        private volatile long changed;
        private volatile long wanted;

        /** A client that only looks whether a server is there wants no session again, and is left alone. */
        @Override
        public void request(long connection, ByteBuffer bytes) {
            if (changed == 0 && bytes.remaining() >= PASSWORD + PASSWORD_BYTES && wantsAgain(bytes)) {
                wanted = bytes.getLong(WANTED);
                changed = connection;
                bytes.putLong(WANTED, 0).put(PASSWORD, new byte[PASSWORD_BYTES]);
            }
        }

        private boolean wantsAgain(ByteBuffer bytes) {
            return given.containsValue(bytes.getLong(WANTED));
        }

        @Override
        public void reply(long connection, ByteBuffer bytes) {
            if (bytes.remaining() >= GIVEN + Long.BYTES) {
                given.putIfAbsent(connection, bytes.getLong(GIVEN));
            }
        }

        /** The session that the server gave first. */
        long first() {
            return given.firstEntry().getValue();
        }

        /** The session that the client wanted when it came back. */
        long wanted() {
            return wanted;
        }

        /** The session that the server gave instead. */
        long instead() {
            return given.getOrDefault(changed, 0L);
        }

        /** The session that the server gave last. */
        long last() {
            return given.lastEntry().getValue();
        }
    }
}
