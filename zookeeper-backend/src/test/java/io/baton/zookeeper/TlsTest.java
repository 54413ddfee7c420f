// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.spi.ElectionBackend;
import io.baton.testkit.fault.FreePorts;
import io.baton.zookeeper.Participant.Standee;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void storesThatCannotBeUsedAreRefused() throws Exception {
        Path store = directory.resolve("lonely.p12");
        keytool("-genkeypair", store, "-alias", "zk", "-keyalg", "EC", "-dname", "CN=zk");
        // It has a key, and trusts nobody.
        assertThatThrownBy(() -> backend(store, store, "localhost:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baton.zookeeper.tls")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void connectsByTlsWithClientCertificateAndLeavesASilentServer() throws Exception {
        Path store = directory.resolve("key.p12");
        Path trust = directory.resolve("trust.p12");
        String certificate = directory.resolve("certificate").toString();
        keytool("-genkeypair", store, "-alias", "zk", "-keyalg", "EC", "-dname", "CN=zk", "-ext", "san=dns:localhost");
        keytool("-exportcert", store, "-alias", "zk", "-file", certificate);
        keytool("-importcert", trust, "-alias", "zk", "-file", certificate, "-noprompt");
        int port = FreePorts.next();
        // The only address would not be left with so little time to come back to it.
        String twice = "localhost:" + port + ",localhost:" + port;
        try (TestServer server = TestServer.start(secure(store, trust, port));
                Participant one = Participant.of(backend(store, trust, twice))) {
            Standee leader = one.enter("tls");
            leader.lead();
            one.session().leaveServer();
            one.facts().next("disconnected");
            one.facts().next("connected");
            leader.release();
            assertThat(server.mode()).isEqualTo("standalone");
        }
    }

    private static ZooKeeperBackend backend(Path store, Path trust, String connectString) {
        ElectionBackend backend = new ZooKeeperBackendProvider()
                .create(Map.of(
                        "baton.zookeeper.connect-string", connectString,
                        "baton.zookeeper.tls.key-store", store.toString(),
                        "baton.zookeeper.tls.key-store-password", PASSWORD,
                        "baton.zookeeper.tls.trust-store", trust.toString(),
                        "baton.zookeeper.tls.trust-store-password", PASSWORD));
        return (ZooKeeperBackend) backend;
    }

    private static ServerSpec secure(Path store, Path trust, int port) {
        return ServerSpec.standard()
                .configuration("secureClientPort", Integer.toString(port))
                .configuration("secureClientPortAddress", "127.0.0.1")
                .configuration("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .configuration("ssl.keyStore.location", store.toString())
                .configuration("ssl.keyStore.password", PASSWORD)
                .configuration("ssl.trustStore.location", trust.toString())
                .configuration("ssl.trustStore.password", PASSWORD)
                .configuration("ssl.clientHostnameVerification", "false");
    }

    private static void keytool(String command, Path store, String... options) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), command));
        line.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        line.addAll(List.of(options));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
