// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.fixture.Configuration;
import io.baton.testkit.process.FreePorts;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of endpoint that is taken is connected to, and one of no use hinders no other. */
@Timeout(300)
class AddressesTest {

    private static final int PORT = FreePorts.next();

    private static EtcdServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start(
                EtcdSpec.standard().option("listen-client-urls", "http://127.0.0.1:" + PORT + ",http://[::1]:" + PORT));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT",
                "HTTP://127.0.0.1:PORT/",
                "127.0.0.1:PORT",
                "localhost:PORT",
                "http://LOCALHOST:PORT",
                "http://[::1]:PORT",
                "[::1]:PORT",
                "http://[0:0:0:0:0:0:0:1]:PORT",
                "http://[::ffff:127.0.0.1]:PORT",
                "http://[::1%lo]:PORT",
                " , http://127.0.0.1:PORT ,, ",
                "http://127.0.0.1:PORT,http://127.0.0.1:PORT",
                "http://etcd_2:PORT,http://127.0.0.1:PORT",
                "http://nobody.invalid:PORT,http://127.0.0.1:PORT",
                "http://a..b:PORT,http://127.0.0.1:PORT",
                "http://-a-:PORT,http://127.0.0.1:PORT",
                "http://[fe80::1%none]:PORT,http://127.0.0.1:PORT",
            })
    void whatIsTakenIsConnectedTo(String endpoints) throws Exception {
        Configuration configuration = Configuration.of("etcd")
                .with("baton.etcd.endpoints", endpoints.replace("PORT", Integer.toString(PORT)))
                .with("baton.connect-timeout", "20s");
        try (Baton baton = configuration.connect()) {
            assertThat(baton.elector("address").start().awaitLeadership(Await.LONG))
                    .isPresent();
        }
    }

    @Test
    void aNameThatNoAddressIsFoundForIsNamed() {
        assertThatThrownBy(() -> Configuration.of("etcd")
                        .with("baton.etcd.endpoints", "http://etcd_2:" + PORT)
                        .with("baton.connect-timeout", "2s")
                        .connect())
                .hasMessageContainingAll("http://etcd_2:" + PORT, "no address", "baton.etcd.endpoints");
    }

    @Test
    void aMemberWithoutAnAddressIsPassedOver() throws Exception {
        try (TcpProxy first = TcpProxy.toPort(PORT);
                TcpProxy third = TcpProxy.toPort(PORT);
                Baton baton = Configuration.of("etcd")
                        .with("baton.lease-duration", "8s")
                        .with(
                                "baton.etcd.endpoints",
                                "http://127.0.0.1:" + first.port() + ",http://etcd_2:31202,http://127.0.0.1:"
                                        + third.port())
                        .connect()) {
            LeaderElector elector = baton.elector("passed-over").start();
            Leadership leadership = elector.awaitLeadership(Await.LONG).orElseThrow();
            first.refuse();
            first.dropConnections();
            Await.untilAfter(System.nanoTime(), Duration.ofSeconds(6));
            assertThat(leadership.isHeld()).isTrue();
        }
    }
}
