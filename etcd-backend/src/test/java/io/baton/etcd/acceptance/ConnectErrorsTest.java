// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import io.baton.testkit.process.FreePorts;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each mistake has its own message, and none lets the caller hang. */
@Timeout(300)
class ConnectErrorsTest {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static EtcdServer server;
    private static Configuration right;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
        right = Connecting.brieflyTo(server.endpoint());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void noServerListens() {
        String nobody = "http://127.0.0.1:" + FreePorts.next();
        // With this lease a request is waited for up to 5 s, but there is none to end.
        Configuration unhurried =
                Connecting.brieflyTo(nobody).with("baton.lease-duration", "20s").with("baton.connect-timeout", "6s");
        ConnectFailure.within(Duration.ofSeconds(11), "no server listens", unhurried::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll(nobody, "within 6s", "Connection refused", "baton.connect-timeout");
    }

    @Test
    void theServerAcceptsAndNeverAnswers() {
        try (TcpProxy silent = TcpProxy.to(server.address())) {
            silent.cut();
            String address = "http://127.0.0.1:" + silent.port();
            ConnectFailure.of("a server that never answers", Connecting.brieflyTo(address)::connect)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll(address, "within 2s", "no answer", "baton.connect-timeout");
        }
    }

    /** Its first answer takes two of its delays. */
    @Test
    void aServerThatAnswersLateIsReached() throws Exception {
        try (TcpProxy slow = TcpProxy.to(server.address())) {
            slow.delayReplies(Duration.ofMillis(800));
            try (Baton baton = Connecting.to("http://127.0.0.1:" + slow.port(), Duration.ofSeconds(40))
                    .connect()) {
                assertThat(baton.elector("late").start().awaitLeadership(BOUND)).isPresent();
            }
        }
    }

    @Test
    void aNameIsUnknown() {
        ConnectFailure.of("a host that does not exist", Connecting.brieflyTo("http://nobody.invalid:2379")::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("nobody.invalid", "within 2s");
    }

    @Test
    void onlySomeOfTheMembersSpeakTls() {
        String mixed = server.endpoint() + ",https://127.0.0.1:" + FreePorts.next();
        ConnectFailure.within(AT_ONCE, "http and https", Connecting.brieflyTo(mixed)::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("every endpoint speaks TLS", server.endpoint());
    }

    @Test
    void oneOfTheMembersIsEnough() throws Exception {
        String both = "http://127.0.0.1:" + FreePorts.next() + "," + server.endpoint();
        try (Baton baton = Connecting.to(both).connect()) {
            assertThat(baton.elector("one").start().awaitLeadership(BOUND)).isPresent();
        }
    }

    @Test
    @Tag("faults")
    void theDefaultPatienceIsFifteenSeconds() {
        ConnectFailure.of(
                        "no server listens, by default",
                        Connecting.to("http://127.0.0.1:" + FreePorts.next()).without("baton.connect-timeout")::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("within 15s");
    }

    // Closing is what is measured.
    @SuppressWarnings("try")
    @Test
    void theServerFallsSilentLater() throws Exception {
        try (TcpProxy network = TcpProxy.to(server.address());
                Baton baton = Connecting.to("http://127.0.0.1:" + network.port())
                        .with("baton.lease-duration", "4s")
                        .connect()) {
            LeaderElector elector = baton.elector("silent");
            assertThat(elector.leader()).isEmpty();
            network.cut();
            ConnectFailure.of("who leads, asked of a server that has fallen silent", elector::leader)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContaining("election 'silent'");
            ConnectFailure.of(
                            "a floor, raised at a server that has fallen silent",
                            () -> baton.raiseTokenFloor("silent", 7))
                    .isInstanceOf(BatonException.class)
                    .hasMessageContaining("election 'silent'");
            long begun = System.nanoTime();
            baton.close();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.println("closed beside a silent server in " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Await.LONG);
        }
    }

    @Test
    void aKeyIsUnknown() {
        ConnectFailure.of("a key that does not exist", right.with("baton.etcd.endpoint", "x")::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("baton.etcd.endpoint", "baton.etcd.endpoints");
        ConnectFailure.of("a backend that is not on the class path", right.with("baton.backend", "zookeeper")::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baton-zookeeper-backend");
    }

    @Test
    void whatIsMistakenIsSaidAtOnce() {
        ConnectFailure.within(AT_ONCE, "no endpoints", right.without("baton.etcd.endpoints")::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baton.etcd.endpoints is missing");
        ConnectFailure.within(AT_ONCE, "a user without a password", right.with("baton.etcd.user", "worker")::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("baton.etcd.user", "baton.etcd.password");
    }

    @Test
    void aClusterThatComesLateIsJoined() throws Exception {
        try (EtcdServer late = EtcdServer.start()) {
            late.stop();
            long begun = System.nanoTime();
            try (Baton baton = Connecting.to(late.endpoint())
                    .with("baton.require-connection", "false")
                    .connect()) {
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                LeaderElector elector = baton.elector("late").start();
                assertThat(elector.awaitLeadership(Duration.ofSeconds(1))).isEmpty();
                late.restart();
                long served = System.nanoTime();
                assertThat(elector.awaitLeadership(BOUND)).isPresent();
                System.out.println("without a server, connect returns after " + took.toMillis() + " ms; leads "
                        + Duration.ofNanos(System.nanoTime() - served).toMillis() + " ms after the server has come");
                assertThat(took).as("less than the default patience").isLessThan(Duration.ofSeconds(15));
            }
        }
    }
}
