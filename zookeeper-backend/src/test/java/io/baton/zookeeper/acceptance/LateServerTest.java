// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.testkit.fixture.Await;
import io.baton.zookeeper.server.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With {@code baton.require-connection=false} an application starts although the store is down. */
@Timeout(300)
class LateServerTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    /** The default for those who require a connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Test
    void isJoinedWhenItComesAndMissedWithOneWordUntilThen() throws Exception {
        try (TestServer server = TestServer.start()) {
            server.stop();
            PrintStream before = System.err;
            ByteArrayOutputStream log = new ByteArrayOutputStream();
            System.setErr(new PrintStream(log, true, UTF_8));
            long begun = System.nanoTime();
            try (Baton baton = Connecting.to(server.connectString())
                    .with("baton.require-connection", "false")
                    .with("baton.lease-duration", "4s")
                    .connect()) {
                Duration took = since(begun);
                LeaderElector elector = baton.elector("late").start();
                Await.untilTrue("the outage is told", () -> !warnings(log).isEmpty());
                assertThat(elector.isLeader()).isFalse();
                server.restart();
                long served = System.nanoTime();
                assertThat(elector.awaitLeadership(BOUND)).isPresent();
                System.out.println("without a server, connect returns after " + took.toMillis() + " ms; leads "
                        + since(served).toMillis() + " ms after the server has come");
                assertThat(took)
                        .as("less than the patience of who requires a connection")
                        .isLessThan(PATIENCE);
            } finally {
                System.setErr(before);
            }
            assertThat(warnings(log)).singleElement().asString().contains(server.connectString(), "leads nothing");
        }
    }

    private static List<String> warnings(ByteArrayOutputStream log) {
        return log.toString(UTF_8)
                .lines()
                .filter(line -> line.contains(" WARN io.baton."))
                .toList();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
