// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.process.ChildJvm;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that ends in order releases its place, and does not wait for a thread that never comes back. */
class ShutdownTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    /** Far below the drain timeout of 10 s, far above what the end of a JVM takes. */
    private static final Duration AT_ONCE = Duration.ofSeconds(6);

    @ParameterizedTest
    @ValueSource(strings = {"hook", "key"})
    void aTaskThatEndsTheJvmIsNotWaitedFor(String closedBy) throws InterruptedException {
        try (ChildJvm child = start(closedBy, "exit")) {
            child.awaitLine("exits", BOUND);
            long before = System.nanoTime();
            assertThat(child.awaitExit(BOUND)).isEqualTo(7);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
        }
    }

    @Test
    void aSignalReleasesThePlaceIfTheConfigurationSaysSo() throws InterruptedException {
        try (ChildJvm child = start("key", "wait")) {
            child.awaitLine("working", BOUND);
            child.terminate();
            child.awaitLine("the next leads", AT_ONCE);
            assertThat(child.awaitExit(BOUND)).isEqualTo(128 + 15);
        }
    }

    private static ChildJvm start(String... arguments) {
        return ChildJvm.of(ExitingMain.class.getName())
                .jvmArguments("-XX:TieredStopAtLevel=1")
                .arguments(arguments)
                .start();
    }
}
