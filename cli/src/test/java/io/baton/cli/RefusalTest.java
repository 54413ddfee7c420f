// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Users;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the store refuses ends the program with a code of its own and the reason. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class RefusalTest {

    private static final String PASSWORD = "planted-right";

    private static EtcdServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
        // All that a session needs, and no election's queue.
        Users.of(server).add("narrow", PASSWORD).permit("narrow", "narrow/.");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String store(String prefix) {
        return "--store=etcd://" + server.hostAndPort() + "?connect-timeout=60s&lease=60s&etcd.prefix=" + prefix;
    }

    private static Map<String, String> login(String password) {
        return Map.of("BATON_ETCD_USER", "narrow", "BATON_ETCD_PASSWORD", password);
    }

    @Test
    void aRefusedCandidateEndsTheRun() throws Exception {
        Program.Ended refused = Program.run(login(PASSWORD), "run", "denied", store("narrow/"), "--", "echo", "ran");

        assertThat(refused.exitCode()).isEqualTo(ExitCodes.RUN_FAILED);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).anyMatch(line -> line.startsWith("baton: ") && line.contains("grant-permission"));
    }

    @Test
    void aRefusedConnectionEndsEachCommand() throws Exception {
        assertThat(Program.run(login("planted-wrong"), "run", "denied", store("narrow/"), "--", "echo", "ran"))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCodes.RUN_FAILED))
                .satisfies(refused -> assertThat(refused.err().toString())
                        .contains("baton.etcd.password")
                        .doesNotContain("planted"));
        assertThat(Program.run(login(PASSWORD), "leader", "denied", store("other/")))
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCodes.UNREACHABLE))
                .satisfies(refused -> assertThat(refused.err().toString()).contains("grant-permission"));
    }
}
