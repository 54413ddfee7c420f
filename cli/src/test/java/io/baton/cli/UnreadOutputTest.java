// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The error output takes nothing any more: its pipe is full, or its terminal is held. */
@Timeout(300)
class UnreadOutputTest {

    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    private Path directory = Path.of("");

    /** A program whose command has filled the error output of both and works. */
    private ChildJvm start(EtcdServer etcd, Work work) throws Exception {
        Path pipe = directory.resolve("pipe");
        // A shell tells on its error output that a child was ended by a signal.
        String fills = ("exec 2>/dev/null; dd if=/dev/zero of='%s' oflag=nonblock bs=1 count=1000000;"
                        + " echo full; exec sh '%s'")
                .formatted(pipe, work.script());
        String store = "--store=etcd://" + etcd.hostAndPort() + "?lease=" + LEASE.toSeconds() + "s&connect-timeout=60s";
        ChildJvm program = Program.startUnread(pipe, "run", "unread", store, "--", "sh", "-c", fills);
        program.awaitLine("full", Program.BOUND);
        Await.untilTrue("all parts work", () -> {
            var token = work.lines("start").findFirst();
            return token.isPresent() && work.isComplete(token.get().token());
        });
        return program;
    }

    @Test
    void theCommandStillEndsBeforeItsLease() throws Exception {
        Work work = Work.stubborn(directory);
        try (EtcdServer etcd = EtcdServer.start();
                ChildJvm program = start(etcd, work)) {
            etcd.pause();

            long paused = System.nanoTime();
            Await.untilTrue("all parts are gone", work::isGone);
            // No renewal is answered after the pause, and one lasts for half of a lease.
            assertThat(Duration.ofNanos(System.nanoTime() - paused)).isLessThan(LEASE.dividedBy(2));
            assertThat(work.lines("term")).isNotEmpty();
            assertThat(program.isAlive()).isTrue();
        }
    }

    @Test
    void aSignalStillEndsBoth() throws Exception {
        Work work = Work.obedient(directory);
        try (EtcdServer etcd = EtcdServer.start();
                ChildJvm program = start(etcd, work)) {
            Program.signal("TERM", program);

            assertThat(program.awaitExit(Program.BOUND)).isEqualTo(5);
            assertThat(work.lines("term")).hasSize(1);
            assertThat(work.isGone()).isTrue();
        }
    }
}
