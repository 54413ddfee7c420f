// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TestServerTest {

    private static final Duration SESSION = Duration.ofSeconds(3);

    @Test
    void keepsItsDataAndItsPortOverAKillAndARestart() throws Exception {
        long start = System.nanoTime();
        try (TestServer server = TestServer.start()) {
            System.out.println("a server starts in " + (System.nanoTime() - start) / 1_000_000 + " ms");
            String connectString = server.connectString();
            try (RawClient client = RawClient.connect(connectString, SESSION)) {
                client.handle().create("/kept", new byte[] {7}, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
            server.kill();
            assertThatThrownBy(server::mode).isInstanceOf(UncheckedIOException.class);
            start = System.nanoTime();
            server.restart();
            System.out.println("a killed server restarts in " + (System.nanoTime() - start) / 1_000_000 + " ms");
            assertThat(server.connectString()).isEqualTo(connectString);
            assertKept(server);
            start = System.nanoTime();
            server.restart();
            System.out.println("a running server restarts in " + (System.nanoTime() - start) / 1_000_000 + " ms");
            assertKept(server);
        }
    }

    private static void assertKept(TestServer server) throws Exception {
        try (RawClient client = RawClient.connect(server.connectString(), SESSION)) {
            assertThat(client.handle().getData("/kept", false, null)).containsExactly(7);
        }
    }

    @Test
    void keepsItsDataWhenItGoesOnAsALaterRelease() throws Exception {
        ServerRelease earlier = ServerRelease.earlier();
        try (TestServer server = TestServer.start(ServerSpec.standard().of(earlier))) {
            assertThat(server.version()).isEqualTo(earlier.version());
            try (RawClient client = RawClient.connect(server.connectString(), SESSION)) {
                client.handle().create("/kept", new byte[] {7}, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
            server.restart(ServerRelease.current());
            assertThat(server.version())
                    .isEqualTo(ServerRelease.current().version())
                    .isNotEqualTo(earlier.version());
            assertKept(server);
        }
    }

    @Test
    void answersNothingWhilePaused() throws Exception {
        try (TestServer server = TestServer.start()) {
            assertThat(server.mode()).isEqualTo("standalone");
            assertThat(server.metrics()).containsEntry("zk_server_state", "standalone");
            server.pause();
            assertThatThrownBy(server::mode).isInstanceOf(UncheckedIOException.class);
            server.resume();
            assertThat(server.mode()).isEqualTo("standalone");
        }
    }

    @Test
    void grantsTheSessionTimeoutsItIsConfiguredFor() throws Exception {
        ServerSpec spec = ServerSpec.standard()
                .tickTime(Duration.ofMillis(200))
                .sessionTimeouts(Duration.ofMillis(600), Duration.ofMillis(900))
                .withoutForcedWrites();
        try (TestServer server = TestServer.start(spec);
                RawClient least = RawClient.connect(server.connectString(), Duration.ofMillis(500));
                RawClient most = RawClient.connect(server.connectString(), SESSION)) {
            assertThat(least.handle().getSessionTimeout()).isEqualTo(600);
            assertThat(most.handle().getSessionTimeout()).isEqualTo(900);
        }
    }

    @Test
    void passesSystemPropertiesOn() throws Exception {
        ServerSpec spec = ServerSpec.standard()
                .systemProperty(
                        "zookeeper.DigestAuthenticationProvider.superDigest",
                        DigestAuthenticationProvider.generateDigest("super:secret"));
        try (TestServer server = TestServer.start(spec);
                RawClient client = RawClient.connect(server.connectString(), SESSION)) {
            client.handle().addAuthInfo("digest", "owner:secret".getBytes(US_ASCII));
            client.handle().create("/owned", new byte[] {7}, Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
            try (RawClient superUser = RawClient.connect(server.connectString(), SESSION)) {
                superUser.handle().addAuthInfo("digest", "super:secret".getBytes(US_ASCII));
                assertThat(superUser.handle().getData("/owned", false, null)).containsExactly(7);
            }
        }
    }

    @Test
    void leavesNoDirectory() throws Exception {
        TestServer server = TestServer.start();
        Path directory = server.directory();
        assertThat(directory).exists();
        server.close();
        assertThat(directory).doesNotExist();
    }
}
