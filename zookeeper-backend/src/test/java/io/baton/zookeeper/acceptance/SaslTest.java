// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import io.baton.zookeeper.server.RawClient;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.apache.zookeeper.server.auth.DigestLoginModule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** DIGEST-MD5 by JAAS on both sides. */
@Timeout(300)
class SaslTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String SERVER_LOGIN = """
            Server {
                org.apache.zookeeper.server.auth.DigestLoginModule required
                user_worker="right";
            };
            """;

    @TempDir
    private static Path directory;

    private static TestServer server;
    private static String clientConfig = "";

    /** Logins by the name of their section. */
    private static final class Logins extends javax.security.auth.login.Configuration {

        private final Map<String, String> passwords;

        Logins(Map<String, String> passwords) {
            this.passwords = passwords;
        }

        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String section) {
            String password = passwords.get(section);
            return password == null
                    ? new AppConfigurationEntry[0]
                    : new AppConfigurationEntry[] {
                        new AppConfigurationEntry(
                                DigestLoginModule.class.getName(),
                                LoginModuleControlFlag.REQUIRED,
                                Map.of("username", "worker", "password", password))
                    };
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Path jaas = Files.writeString(directory.resolve("server.jaas"), SERVER_LOGIN);
        // FIPS mode, the default, knows no DIGEST-MD5.
        clientConfig = Files.writeString(directory.resolve("client.cfg"), "zookeeper.fips-mode=false\n")
                .toString();
        server = TestServer.start(ServerSpec.standard()
                .systemProperty("java.security.auth.login.config", jaas.toString())
                .systemProperty("zookeeper.fips-mode", "false")
                .systemProperty(
                        "zookeeper.authProvider.1", "org.apache.zookeeper.server.auth.SASLAuthenticationProvider"));
        javax.security.auth.login.Configuration.setConfiguration(
                new Logins(Map.of("Worker", "right", "Mistyped", "wrong")));
    }

    @AfterAll
    static void stop() {
        javax.security.auth.login.Configuration.setConfiguration(null);
        server.close();
    }

    private static Configuration login(String section) {
        return Connecting.to(server.connectString())
                .with("baton.zookeeper.client-config", clientConfig)
                .with("baton.zookeeper.sasl.login-context", section)
                .with("baton.connect-timeout", "5s");
    }

    @Test
    void whoLogsInLeadsAndOwnsWhatItMakes() throws Exception {
        try (Baton baton = login("Worker").with("baton.connect-timeout", "60s").connect();
                RawClient anybody = RawClient.connect(server.connectString(), BOUND)) {
            assertThat(baton.elector("sasl").start().awaitLeadership(BOUND)).isPresent();
            assertThatThrownBy(() -> anybody.handle().getData("/baton/.office/sasl", false, null))
                    .isInstanceOf(NoAuthException.class);
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        ConnectFailure.of("a wrong password in JAAS", login("Mistyped")::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("credentials", "JAAS");
    }

    @Test
    void aLoginThatIsNotConfiguredIsRefused() {
        ConnectFailure.of("a section of JAAS that does not exist", login("Nobody")::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll("JAAS");
    }
}
