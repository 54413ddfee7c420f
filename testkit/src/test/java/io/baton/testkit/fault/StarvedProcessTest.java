// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A process that cannot start threads for a while leads again once it can. The limit is one of a user, and not of root: the
 * process runs as a user of its own, which only root can order.
 */
@Timeout(300)
class StarvedProcessTest {

    /** No other process runs under it, or it would count too. */
    private static final String USER = "61234";

    private static final String MOST_THREADS = "100";

    /** Longer than the silence after which a session is ended, so that every part that needs a thread has asked for one. */
    private static final Duration FAMINE = Duration.ofSeconds(3);

    @BeforeEach
    void onlyRootCanRunAProcessAsAnotherUser() throws IOException {
        assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "the limit of threads is one of a user that has no other processes: run this test as root");
    }

    @Test
    void aSessionThatEndsMeanwhileIsFollowedByAnother() throws Exception {
        try (ChildJvm child = starving()) {
            long first = token(child);
            child.send("starve");
            child.awaitLine("no thread is left", Await.LONG);
            child.send("expire");
            child.awaitLine("expired true", Await.LONG);
            famine();
            feed(child);
            Await.untilTrue("a newer leadership works", () -> token(child) > first);
            close(child);
        }
    }

    @Test
    void workWhoseThreadCannotBeStartedRunsInALaterLeadership() throws Exception {
        try (ChildJvm child = starving()) {
            long first = token(child);
            child.send("starve");
            child.awaitLine("no thread is left", Await.LONG);
            child.send("resign");
            famine();
            feed(child);
            Await.untilTrue("a newer leadership works", () -> token(child) > first);
            close(child);
        }
    }

    @Test
    void aProcessThatIsClosedMeanwhileEndsWithItsThreads() throws Exception {
        try (ChildJvm child = starving()) {
            token(child);
            child.send("starve");
            child.awaitLine("no thread is left", Await.LONG);
            close(child);
        }
    }

    private static void famine() {
        Await.untilAfter(System.nanoTime(), FAMINE);
    }

    private static void feed(ChildJvm child) throws InterruptedException {
        child.send("feed");
        child.awaitLine("threads again", Await.LONG);
    }

    private static long token(ChildJvm child) throws InterruptedException {
        child.send("work");
        return Long.parseLong(child.awaitLine("works (\\d+)", Await.LONG).group(1));
    }

    private static void close(ChildJvm child) throws InterruptedException {
        child.send("close");
        child.awaitLine("closed, sessions \\[\\]", Await.LONG);
    }

    private static ChildJvm starving() {
        return ChildJvm.of(StarvedMain.class.getName())
                .through(List.of(
                        "prlimit",
                        "--nproc=" + MOST_THREADS,
                        "setpriv",
                        "--reuid=" + USER,
                        "--clear-groups",
                        // The class path may lie where this user could not read.
                        "--inh-caps=+dac_read_search",
                        "--ambient-caps=+dac_read_search"))
                .jvmArguments("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable")
                .start();
    }
}
