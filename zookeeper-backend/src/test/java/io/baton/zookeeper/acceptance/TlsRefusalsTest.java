// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.fixture.ConnectFailure;
import io.baton.testkit.process.FreePorts;
import io.baton.zookeeper.server.Stores;
import io.baton.zookeeper.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS that is not right between client and server: connect says so in time, and connects when only that is mended. */
@Timeout(300)
class TlsRefusalsTest {

    private static final String PASSWORD = "changeit";

    /** More than the patience of 2 s, for closing on a busy machine; less than the default patience of 15 s. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private static Path directory;

    private static Stores stores;
    private static TestServer server;
    private static String securely = "";

    @BeforeAll
    static void start() throws Exception {
        stores = new Stores(directory, PASSWORD);
        stores.make("here", "dns:localhost,ip:127.0.0.1");
        stores.make("stranger", "dns:localhost,ip:127.0.0.1");
        stores.make("elsewhere", "dns:elsewhere.invalid");
        int port = FreePorts.next();
        securely = "127.0.0.1:" + port;
        server = TestServer.start(stores.serving("here", port));
        // What a JVM does only at its first TLS is not measured.
        connects(trusting("here", securely));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aCertificateIsNotTrusted() throws Exception {
        refused("a server whose certificate is not trusted", trusting("stranger", securely))
                .hasMessageContaining("over TLS");
        connects(trusting("here", securely));
    }

    @Test
    void aCertificateIsForAnotherHost() throws Exception {
        int port = FreePorts.next();
        try (TestServer impostor = TestServer.start(stores.serving("elsewhere", port))) {
            Configuration strict = trusting("elsewhere", "127.0.0.1:" + port);
            refused("a server whose certificate is for another host", strict).hasMessageContaining("over TLS");
            Path lenient =
                    Files.writeString(directory.resolve("lenient.cfg"), "zookeeper.ssl.hostnameVerification=false");
            connects(strict.with("baton.zookeeper.client-config", lenient.toString()));
            assertThat(impostor.mode()).isEqualTo("standalone");
        }
    }

    @Test
    void onlyTheServerSpeaksTls() throws Exception {
        refused("a plain client at a port for TLS", patient(securely)).hasMessageNotContaining("over TLS");
        connects(trusting("here", securely));
    }

    @Test
    void onlyTheClientSpeaksTls() throws Exception {
        refused("a client with TLS at a plain port", trusting("here", server.connectString()))
                .hasMessageContaining("over TLS");
        connects(patient(server.connectString()));
    }

    private static Configuration patient(String connectString) {
        return Connecting.to(connectString).with("baton.connect-timeout", "2s").with("baton.lease-duration", "4s");
    }

    private static Configuration trusting(String name, String connectString) {
        return patient(connectString)
                .with("baton.zookeeper.tls.trust-store", stores.trust(name))
                .with("baton.zookeeper.tls.trust-store-password", PASSWORD);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String what, Configuration mistaken) {
        return ConnectFailure.within(SOON, what, mistaken::connect)
                .isInstanceOf(BatonException.class)
                .hasMessageContainingAll(mistaken.keys().get("baton.zookeeper.connect-string"), "within 2s")
                .hasMessageContainingAll("both sides use TLS", "certificates", "baton.connect-timeout")
                .hasMessageNotContaining(PASSWORD);
    }

    private static void connects(Configuration mended) throws InterruptedException {
        try (Baton baton = mended.with("baton.lease-duration", "10s")
                .with("baton.connect-timeout", "60s")
                .connect()) {
            assertThat(baton.elector("tls").leader()).isEmpty();
        }
    }
}
