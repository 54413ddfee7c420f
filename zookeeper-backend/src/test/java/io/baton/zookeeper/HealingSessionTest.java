// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.spi.BackendSession;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionGrant;
import io.baton.spi.SessionRequest;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.FreePorts;
import io.baton.testkit.spi.RecordingFacts;
import io.baton.testkit.spi.SpiParticipant;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.Stores;
import io.baton.zookeeper.server.TestServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions while servers, files and names are not as they should be. */
@Timeout(300)
class HealingSessionTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aLeaseLongerThanZooKeeperCanCountIsCutAndNotThrown() throws Exception {
        try (TestServer server = TestServer.start();
                ZooKeeperBackend backend =
                        ZooKeeperBackend.connectingTo(server.connectString()).build()) {
            RecordingFacts facts = new RecordingFacts();
            backend.open(new SessionRequest(Duration.ofDays(30), Duration.ofSeconds(2), MonotonicClock.SYSTEM), facts);
            assertThat(((SessionGrant) facts.next("opened")).leaseDuration()).hasSeconds(10);
        }
    }

    /** As when descriptors have run out: ZooKeeper's client cannot be made, and Curator does not try again. */
    @Test
    void aClientThatCouldNotBeMadeIsMadeAgain() throws Exception {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "not.there");
        try (TestServer server = TestServer.start();
                ZooKeeperBackend backend = ZooKeeperBackend.connectingTo(server.connectString())
                        .clientConfig(config)
                        .build()) {
            RecordingFacts facts = new RecordingFacts();
            BackendSession session = backend.open(Participant.request(), facts);
            await().pollDelay(Duration.ofSeconds(1))
                    .atMost(Await.LONG)
                    .untilAsserted(() -> assertThat(facts.untold()).isEmpty());
            System.out.println("last failure: " + session.lastFailure());
            config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNIO");
            facts.next("opened");
        }
    }

    @Test
    void storesThatAreBrokenForAWhileAreReadAgain() throws Exception {
        Stores stores = new Stores(directory, PASSWORD);
        stores.make("zk", "dns:localhost");
        int port = FreePorts.next();
        Path trust = Path.of(stores.trust("zk"));
        Path good = Files.copy(trust, directory.resolve("good.p12"));
        try (TestServer server = TestServer.start(patient(stores.serving("zk", port)));
                SpiParticipant one = patient(overTls(stores, port))) {
            for (int i = 0; i < 3; i++) {
                switch (i) {
                    case 0 -> Files.write(trust, new byte[0]);
                    case 1 -> Files.write(trust, Arrays.copyOf(Files.readAllBytes(good), 100));
                    default -> Files.delete(trust);
                }
                server.restart();
                one.facts().eventually("disconnected");
                await().atMost(Await.LONG)
                        .until(() -> one.session().lastFailure().isPresent());
                assertThat(one.session().lastFailure()).isPresent();
                System.out.println("last failure: " + one.session().lastFailure());
                Files.copy(good, trust, StandardCopyOption.REPLACE_EXISTING);
                one.facts().eventually("connected");
                one.session().prove();
                one.facts().next("proven");
            }
        }
    }

    @Test
    void aRenewedAuthorityIsTrustedFromTheNextConnectionOn() throws Exception {
        Stores stores = new Stores(directory, PASSWORD);
        stores.make("zk", "dns:localhost");
        stores.make("new", "dns:localhost");
        int port = FreePorts.next();
        try (TestServer server = TestServer.start(patient(stores.serving("zk", port)));
                SpiParticipant one = patient(overTls(stores, port))) {
            for (String file : List.of("keys", "trust")) {
                Files.copy(
                        directory.resolve("new-" + file + ".p12"),
                        directory.resolve("zk-" + file + ".p12"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            server.restart();
            one.facts().eventually("connected");
            one.session().prove();
            one.facts().next("proven");
        }
    }

    /** Its sessions outlast a server that takes long to restart. */
    private static ServerSpec patient(ServerSpec server) {
        return server.sessionTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(60));
    }

    private static SpiParticipant patient(ZooKeeperBackend backend) throws InterruptedException {
        return new SpiParticipant(
                backend, new SessionRequest(Duration.ofSeconds(60), Duration.ofSeconds(5), MonotonicClock.SYSTEM));
    }

    private static ZooKeeperBackend overTls(Stores stores, int port) {
        return (ZooKeeperBackend) new ZooKeeperBackendProvider()
                .create(Map.of(
                        "baton.zookeeper.connect-string",
                        "localhost:" + port,
                        "baton.zookeeper.tls.trust-store",
                        stores.trust("zk"),
                        "baton.zookeeper.tls.trust-store-password",
                        PASSWORD));
    }

    @Test
    void whyNoServerCanBeReachedIsKnown() throws Exception {
        int closed = FreePorts.next();
        assertThat(reason("127.0.0.1:" + closed)).contains("127.0.0.1:" + closed, "refused");
        assertThat(reason("nobody.invalid:2181")).contains("nobody.invalid:2181", "cannot be resolved");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(reason("127.0.0.1:" + silent.getLocalPort())).contains("accepts connections", "TLS");
        }
    }

    private static String reason(String connectString) throws Exception {
        try (ZooKeeperBackend backend =
                ZooKeeperBackend.connectingTo(connectString).build()) {
            BackendSession session = backend.open(Participant.request(), new RecordingFacts());
            String reason =
                    String.valueOf(Await.until("a reason", session::lastFailure).getMessage());
            System.out.println("last failure: " + reason);
            return reason;
        }
    }

    @Test
    void theServerIsNamed() throws Exception {
        try (TestServer server = TestServer.start();
                Participant one = Participant.at(server.connectString())) {
            assertThat(one.session().server()).contains(server.connectString());
            assertThat(one.session().lastFailure()).isEmpty();
        }
    }

    @Test
    void serversThatRefuseAreAskedAtMostOnceASecond() throws Exception {
        ConcurrentLinkedQueue<Long> attempts = new ConcurrentLinkedQueue<>();
        List<ServerSocket> servers = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ServerSocket refusing = refusing(attempts);
            servers.add(refusing);
            addresses.add("127.0.0.1:" + refusing.getLocalPort());
        }
        try (ZooKeeperBackend backend =
                ZooKeeperBackend.connectingTo(String.join(",", addresses)).build()) {
            backend.open(Participant.request(), new RecordingFacts());
            long begun = System.nanoTime();
            Await.untilAfter(begun, Duration.ofSeconds(25));
            System.out.println(attempts.size() + " connection attempts in 25 s");
            assertThat(attempts).hasSizeBetween(5, 25);
        } finally {
            for (ServerSocket each : servers) {
                each.close();
            }
        }
    }

    private static ServerSocket refusing(ConcurrentLinkedQueue<Long> attempts) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            while (!listener.isClosed()) {
                try (Socket accepted = listener.accept()) {
                    attempts.add(System.nanoTime());
                    accepted.setSoLinger(true, 0);
                } catch (IOException closed) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    @Test
    void aQuietSessionTellsThatServersAnswer() throws Exception {
        List<Long> answered = new CopyOnWriteArrayList<>();
        RecordingFacts facts = new RecordingFacts();
        SessionFacts counting = (SessionFacts) Proxy.newProxyInstance(
                SessionFacts.class.getClassLoader(),
                new Class<?>[] {SessionFacts.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("answered")) {
                        answered.add(System.nanoTime());
                        return null;
                    }
                    return method.invoke(facts, arguments);
                });
        try (TestServer server = TestServer.start();
                RequestLog log = RequestLog.inFrontOf(server);
                ZooKeeperBackend backend =
                        ZooKeeperBackend.connectingTo(log.connectString()).build()) {
            backend.open(Participant.request(), counting);
            facts.next("opened");
            log.clear();
            Await.untilAfter(System.nanoTime(), Participant.LEASE.multipliedBy(3));
            assertThat(answered).hasSizeGreaterThanOrEqualTo(9);
            assertThat(log.requests()).hasSizeLessThanOrEqualTo(18);
            log.network().cut();
            Await.untilAfter(System.nanoTime(), Duration.ofSeconds(1));
            answered.clear();
            Await.untilAfter(System.nanoTime(), Participant.LEASE.dividedBy(2));
            assertThat(answered).isEmpty();
        }
    }

    @Test
    void closingBesideASilentServerTakesASecond() throws Exception {
        SessionRequest patient =
                new SessionRequest(Duration.ofSeconds(10), Duration.ofSeconds(5), MonotonicClock.SYSTEM);
        try (TestServer server = TestServer.start();
                RequestLog log = RequestLog.inFrontOf(server)) {
            ZooKeeperBackend backend =
                    ZooKeeperBackend.connectingTo(log.connectString()).build();
            RecordingFacts facts = new RecordingFacts();
            BackendSession session = backend.open(patient, facts);
            facts.next("opened");
            log.network().cut();
            long begun = System.nanoTime();
            session.close();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.println("closed beside a silent server in " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Duration.ofSeconds(4));
            facts.eventually("ended");
            backend.close();
        }
    }
}
