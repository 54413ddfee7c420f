// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import io.baton.testkit.fixture.ThreadsLeft;
import io.baton.testkit.process.FreePorts;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each mistake has its own message, and none lets the caller hang. */
@Timeout(300)
class ConnectErrorsTest {

    private static TestServer server;
    private static Configuration right;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start();
        right = Connecting.to(server.connectString())
                .with("baton.connect-timeout", "2s")
                .with("baton.lease-duration", "4s");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Configuration with(String key, String value) {
        return right.with(key, value);
    }

    private static Configuration connectingTo(String connectString) {
        return right.with("baton.zookeeper.connect-string", connectString);
    }

    /** For a server that is to answer: on a busy machine a JVM's first connection can take more than 2 s. */
    private static Configuration patient(Configuration configuration) {
        return configuration.with("baton.connect-timeout", "60s");
    }

    @Test
    void noServerListens() {
        String nobody = "127.0.0.1:" + FreePorts.next();
        ConnectFailure.of("no server listens", connectingTo(nobody)::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll(nobody, "within 2s", "baton.connect-timeout");
    }

    @Test
    void theServerAcceptsAndNeverAnswers() {
        try (TcpProxy silent = TcpProxy.to(server.address())) {
            silent.cut();
            // ZooKeeper's client would wait for it for as long as the lease.
            Configuration longLease = connectingTo("127.0.0.1:" + silent.port())
                    .with("baton.lease-duration", "60s")
                    .with("baton.request-timeout", "1s");
            ConnectFailure.of("a server that never answers", longLease::connect)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("127.0.0.1:" + silent.port(), "within 2s");
            ThreadsLeft.awaitNone("threads left by a refusal", List.of("baton-zookeeper"));
        }
    }

    @Test
    @Tag("faults")
    void theDefaultPatienceIsFifteenSeconds() {
        ConnectFailure.of(
                        "no server listens, by default",
                        Connecting.to("127.0.0.1:" + FreePorts.next()).without("baton.connect-timeout")::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("within 15s");
    }

    // Closing is what is measured.
    @SuppressWarnings("try")
    @Test
    void theServerFallsSilentLater() throws Exception {
        try (TcpProxy network = TcpProxy.to(server.address());
                Baton baton =
                        patient(connectingTo("127.0.0.1:" + network.port())).connect()) {
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
    void theChrootIsMissing() {
        ConnectFailure.of(
                        "a chroot that does not exist",
                        patient(connectingTo(server.connectString() + "/not/there"))::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("/not/there", "does not exist", "baton.zookeeper.connect-string");
    }

    @Test
    void theConnectStringIsBad() {
        for (String bad : new String[] {
            "127.0.0.1:1/",
            "127.0.0.1:1//app",
            "127.0.0.1:twenty",
            "127.0.0.1:70000",
            ",",
            "/app",
            "nobody.invalid:2181"
        }) {
            ConnectFailure.of("the connect string " + bad, connectingTo(bad)::connect)
                    .isInstanceOfAny(IllegalArgumentException.class, BatonException.class)
                    .hasMessageContaining(bad);
        }
        ConnectFailure.of("no connect string", () -> Baton.connect(Map.of("baton.backend", "zookeeper")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baton.zookeeper.connect-string is missing");
    }

    @Test
    void aKeyIsUnknown() {
        ConnectFailure.of("a key that does not exist", with("baton.zookeeper.conect-string", "x")::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("baton.zookeeper.conect-string", "baton.zookeeper.connect-string");
    }

    @Test
    void theBackendIsUnknown() {
        ConnectFailure.of("a backend that does not exist", with("baton.backend", "zokeeper")::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("zokeeper", "zookeeper", "baton.backend");
        ConnectFailure.of("a backend that is not on the class path", with("baton.backend", "etcd")::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baton-etcd-backend");
    }

    @Test
    void aValueIsBad() {
        bad("baton.zookeeper.root", "elections");
        bad("baton.zookeeper.root", "/");
        bad("baton.zookeeper.namespace", "/a/");
        bad("baton.zookeeper.acl", "everybody");
        bad("baton.zookeeper.tls", "yes");
        bad("baton.zookeeper.auth", "no-colon");
        bad("baton.zookeeper.client-config", "/does/not/exist.cfg");
        bad("baton.zookeeper.allow-plaintext", "maybe");
        bad("baton.lease-duration", "soon");
    }

    private static void bad(String key, String value) {
        ConnectFailure.of(key + "=" + value, with(key, value)::connect)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void theElectionsNameIsBad() {
        try (Baton baton = patient(right).connect()) {
            for (String bad : new String[] {"", "x".repeat(256), "\ud800"}) {
                ConnectFailure.of(
                                "an election with a name of " + bad.length() + " characters", () -> baton.elector(bad))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("election name");
            }
        }
    }
}
