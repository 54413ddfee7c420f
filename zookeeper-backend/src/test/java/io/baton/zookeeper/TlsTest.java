// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.spi.ElectionBackend;
import io.baton.testkit.process.FreePorts;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.Stores;
import io.baton.zookeeper.server.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void storesThatCannotBeUsedAreRefused() throws Exception {
        Stores stores = new Stores(directory, PASSWORD);
        stores.make("lonely", "dns:localhost");
        // It has a key, and trusts no other.
        assertThatThrownBy(() -> backend(stores.keys("lonely"), stores.keys("lonely"), "localhost:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baton.zookeeper.tls")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void connectsByTlsWithClientCertificateAndLeavesASilentServer() throws Exception {
        Stores stores = new Stores(directory, PASSWORD);
        stores.make("zk", "dns:localhost");
        int port = FreePorts.next();
        ServerSpec wantsCertificates = stores.serving("zk", port)
                .configuration("ssl.clientAuth", "need")
                .configuration("ssl.clientHostnameVerification", "false");
        // The only address would not be left with so little time to come back to it.
        String twice = "localhost:" + port + ",localhost:" + port;
        try (TestServer server = TestServer.start(wantsCertificates);
                Participant one = Participant.of(backend(stores.keys("zk"), stores.trust("zk"), twice))) {
            ProbeCandidacy leader = one.enter("tls");
            leader.lead();
            one.session().leaveServer();
            one.facts().next("disconnected");
            one.facts().next("connected");
            leader.release();
            assertThat(server.mode()).isEqualTo("standalone");
        }
    }

    private static ZooKeeperBackend backend(String keys, String trust, String connectString) {
        ElectionBackend backend = new ZooKeeperBackendProvider()
                .create(Map.of(
                        "baton.zookeeper.connect-string", connectString,
                        "baton.zookeeper.tls.key-store", keys,
                        "baton.zookeeper.tls.key-store-password", PASSWORD,
                        "baton.zookeeper.tls.trust-store", trust,
                        "baton.zookeeper.tls.trust-store-password", PASSWORD));
        return (ZooKeeperBackend) backend;
    }
}
