// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.FreePorts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JVM whose other connections go through a proxy for HTTPS. */
@Timeout(300)
class ProxyTest {

    private static EtcdServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void connectionsDoNotGoThroughTheProxyOfTheJvm() throws Exception {
        try (ChildJvm application = application(FreePorts.next(), "baton.etcd.allow-plaintext=true")) {
            application.awaitLine("elected \\d+", Await.LONG);
        }
    }

    @Test
    void connectionsGoThroughTheProxyIfThatIsConfigured() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy();
                ChildJvm application = application(proxy.port(), "baton.etcd.use-proxy=true")) {
            application.awaitLine("elected \\d+", Await.LONG);
            assertThat(proxy.asked()).contains("127.0.0.1:" + server.port());
        }
    }

    private static ChildJvm application(int proxyPort, String setting) {
        return ChildJvm.of(ApplicationMain.class.getName())
                .systemProperty("https.proxyHost", "localhost")
                .systemProperty("https.proxyPort", Integer.toString(proxyPort))
                // By default a JVM reaches loopback directly.
                .systemProperty("http.nonProxyHosts", "")
                .arguments("baton.etcd.endpoints=" + server.endpoint(), "baton.connect-timeout=20s", setting)
                .start();
    }
}
