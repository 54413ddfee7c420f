// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.testkit.fixture.Await;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EtcdServerTest {

    private static final EtcdSpec QUICK = EtcdSpec.standard().elections(Duration.ofMillis(20), Duration.ofMillis(200));
    private static final Duration SILENCE = Duration.ofMillis(500);

    @Test
    void keepsItsDataAndItsPortOverAKillAndARestart() throws Exception {
        EtcdBinary etcd = QUICK.release().etcd();
        System.out.println("etcd " + etcd.version() + " of " + etcd.path());
        long start = System.nanoTime();
        try (EtcdServer server = EtcdServer.start(QUICK)) {
            System.out.println("a server starts in " + millisSince(start) + " ms");
            String endpoint = server.endpoint();
            server.gateway().put("kept", "7");
            server.kill();
            assertThat(server.pid()).isEmpty();
            assertThatThrownBy(() -> server.gateway().get("kept")).isInstanceOf(UncheckedIOException.class);
            start = System.nanoTime();
            server.restart();
            System.out.println("a killed server restarts in " + millisSince(start) + " ms");
            assertThat(server.endpoint()).isEqualTo(endpoint);
            assertThat(server.gateway().get("kept")).contains("7");
            start = System.nanoTime();
            server.restart();
            System.out.println("a running server restarts in " + millisSince(start) + " ms");
            assertThat(server.gateway().get("kept")).contains("7");
            assertThat(server.etcdctl("get", "kept")).isEqualTo("kept\n7\n");
            server.stop();
            server.wipe();
            server.restart();
            assertThat(server.gateway().get("kept")).isEmpty();
        }
    }

    @Test
    void runsARelease() throws Exception {
        try (EtcdServer server = EtcdServer.start(QUICK.of(EtcdRelease.V3_5))) {
            assertThat(server.gateway().read("/version")).contains("\"etcdserver\":\"3.5.");
            server.etcdctl("put", "kept", "7");
            assertThat(server.gateway().get("kept")).contains("7");
        }
    }

    @Test
    void answersNothingWhilePaused() throws Exception {
        try (EtcdServer server = EtcdServer.start(QUICK)) {
            assertThat(server.gateway().status().isLeader()).isTrue();
            assertThat(server.metrics()).containsEntry("etcd_server_is_leader", 1.0);
            server.pause();
            assertThatThrownBy(() -> server.gateway().within(SILENCE).status())
                    .isInstanceOf(UncheckedIOException.class);
            server.resume();
            assertThat(server.gateway().status().isLeader()).isTrue();
        }
    }

    @Test
    void refusesWritesBeyondItsQuotaAndServesOn() throws Exception {
        try (EtcdServer server = EtcdServer.start(QUICK.quotaBytes(1 << 20))) {
            String value = "x".repeat(200_000);
            // It looks at what is written, which happens every 100 ms.
            await().atMost(Await.LONG).until(() -> isRefused(server, value));
            assertThat(server.isServing()).isTrue();
        }
    }

    private static boolean isRefused(EtcdServer server, String value) {
        try {
            server.gateway().put("large", value);
            return false;
        } catch (UncheckedIOException refused) {
            assertThat(refused).rootCause().hasMessageContaining("database space exceeded");
            return true;
        }
    }

    @Test
    void leavesItsLogAndNothingElse() throws Exception {
        EtcdServer server = EtcdServer.start(QUICK.quotaBytes(64 << 20).authTokenTtl(Duration.ofSeconds(2)));
        Path directory = server.directory();
        long process = server.pid().orElseThrow();
        assertThat(server.dataDirectory()).isNotEmptyDirectory();
        server.close();
        assertThat(directory).doesNotExist();
        assertThat(ProcessHandle.of(process)).isEmpty();
        assertThat(server.log()).content().contains("ready to serve client requests");
    }

    @Test
    void saysWhatEtcdSaidWhenItDoesNotStart() {
        assertThatThrownBy(() -> EtcdServer.start(EtcdSpec.standard().option("no-such-option", "1")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no-such-option");
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
