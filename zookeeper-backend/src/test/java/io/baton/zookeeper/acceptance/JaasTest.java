// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import io.baton.zookeeper.ZooKeeperBackend;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JAAS file of this process that is meant for something else than ZooKeeper. */
@Timeout(300)
class JaasTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String FILE = "java.security.auth.login.config";
    private static final String SECTION = "zookeeper.sasl.clientconfig";
    private static final String KAFKA = """
            KafkaClient {
                org.apache.zookeeper.server.auth.DigestLoginModule required
                username="worker"
                password="right";
            };
            """;

    @TempDir
    private static Path directory;

    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void forget() {
        System.clearProperty(FILE);
        System.clearProperty(SECTION);
        System.clearProperty("zookeeper.sasl.client");
        javax.security.auth.login.Configuration.setConfiguration(null);
    }

    private static void use(Path file) {
        System.setProperty(FILE, file.toString());
        javax.security.auth.login.Configuration.setConfiguration(null);
    }

    private static Path kafkaOnly() throws Exception {
        return Files.writeString(directory.resolve("kafka.jaas"), KAFKA);
    }

    private static void leads(Configuration configuration, String election) throws Exception {
        try (Baton baton = configuration.connect()) {
            assertThat(baton.elector(election).start().awaitLeadership(BOUND)).isPresent();
        }
    }

    @Test
    void aFileWithoutASectionForZooKeeperIsNoRefusal() throws Exception {
        use(kafkaOnly());
        leads(Connecting.to(server.connectString()), "kafka");
    }

    @Test
    void aFileThatDoesNotExistIsNoRefusal() throws Exception {
        use(directory.resolve("missing.jaas"));
        leads(Connecting.to(server.connectString()), "missing");
    }

    @Test
    void aSectionThatIsNamedForTheWholeProcessAndMissingIsNoRefusal() throws Exception {
        use(kafkaOnly());
        System.setProperty(SECTION, "Elsewhere");
        leads(Connecting.to(server.connectString()), "section");
    }

    @Test
    void saslThatIsSwitchedOffIsNoRefusal() throws Exception {
        use(kafkaOnly());
        System.setProperty("zookeeper.sasl.client", "false");
        leads(Connecting.to(server.connectString()), "off");
    }

    @Test
    void aClientThatIsHandedInConnectsToo() throws Exception {
        use(kafkaOnly());
        CuratorFramework client = Latches.client(server.connectString());
        try (Baton baton = Baton.connect(ZooKeeperBackend.using(client).build(), Map.of())) {
            assertThat(baton.elector("given").start().awaitLeadership(BOUND)).isPresent();
        } finally {
            client.close();
        }
    }

    @Test
    void aSectionThatBatonIsToUseAndThatIsMissingIsRefused() throws Exception {
        use(kafkaOnly());
        ConnectFailure.of(
                        "a section that is missing",
                        Connecting.to(server.connectString()).with("baton.zookeeper.sasl.login-context", "Elsewhere")
                                ::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("Elsewhere", "JAAS", "baton.zookeeper.sasl.login-context");
    }

    @Test
    void aServerThatRequiresSaslRefuses() throws Exception {
        use(kafkaOnly());
        Path serverLogin = Files.writeString(directory.resolve("server.jaas"), """
                Server {
                    org.apache.zookeeper.server.auth.DigestLoginModule required
                    user_worker="right";
                };
                """);
        ServerSpec strict = ServerSpec.standard()
                .systemProperty(FILE, serverLogin.toString())
                .systemProperty("zookeeper.fips-mode", "false")
                .systemProperty(
                        "zookeeper.authProvider.1", "org.apache.zookeeper.server.auth.SASLAuthenticationProvider")
                .systemProperty("zookeeper.sessionRequireClientSASLAuth", "true");
        try (TestServer requires = TestServer.start(strict)) {
            ConnectFailure.of("a server that requires SASL", Connecting.to(requires.connectString())::connect)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("requires SASL", "JAAS");
        }
    }
}
