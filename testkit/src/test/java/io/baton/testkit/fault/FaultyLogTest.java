// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that blocks or throws delays no release, no renewal, no watchdog and no close. */
@Timeout(300)
class FaultyLogTest {

    /** Ten times the lease and the silence after which a session is ended, together. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** Several leases: a leader that is not renewed in it leads no more. */
    private static final Duration LEASES = Duration.ofSeconds(3);

    @ParameterizedTest
    @ValueSource(strings = {"blocks", "throws"})
    void theNextLeadsAfterAResignation(String log) throws Exception {
        try (ChildJvm child = withFaultyLog(log)) {
            child.send("resign a");
            child.awaitLine("leads b", BOUND);
            closes(child, "a", 1);
            closes(child, "b", 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocks", "throws"})
    void theLeaderIsRenewedAndTheNextLeadsWhenItCloses(String log) throws Exception {
        try (ChildJvm child = withFaultyLog(log)) {
            assertThatThrownBy(() -> child.awaitLine("led a", LEASES)).isInstanceOf(AssertionError.class);
            closes(child, "a", 1);
            Await.untilTrue(
                    "the next one leads", () -> child.output().stream().anyMatch(line -> line.startsWith("leads b")));
            closes(child, "b", 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocks", "throws"})
    void theSessionOfALoopThatIsStuckIsClosed(String log) throws Exception {
        try (ChildJvm child = withFaultyLog(log)) {
            child.send("sticks a");
            child.awaitLine("leads b", BOUND);
            closes(child, "b", 0);
        }
    }

    /** Waits until the connection is closed, and so many sessions are left in the store. */
    private static void closes(ChildJvm child, String name, int left) throws InterruptedException {
        child.send("close " + name);
        String sessions =
                child.awaitLine("closed " + name + ", sessions (\\d+)", BOUND).group(1);
        assertThat(Integer.parseInt(sessions)).as("sessions").isEqualTo(left);
    }

    /** A process in which a leads and b waits, and whose log blocks or throws from now on. */
    private static ChildJvm withFaultyLog(String log) throws InterruptedException {
        ChildJvm child = ChildJvm.of(FaultyLogMain.class.getName())
                .systemProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug")
                .systemProperty("org.slf4j.simpleLogger.log.io.baton.internal", "debug")
                .systemProperty("org.slf4j.simpleLogger.cacheOutputStream", "false")
                .jvmArguments("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .start();
        child.send("join a");
        child.awaitLine("leads a", Await.LONG);
        child.send("join b");
        child.send(log);
        return child;
    }
}
