// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.memory.InMemoryBackend;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Closing takes at most the drain timeout and two seconds, in every state of the store. */
class ClosingTimeTest {

    private static final Duration GRACE = Duration.ofSeconds(2);
    /** For a machine that has other things to do. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private static final Map<String, String> LONGEST_LEASE =
            Map.of("baton.lease-duration", "24h", "baton.connect-timeout", "24h");

    private final Connections connections = new Connections();
    private final InMemoryBackend backend = connections.backend();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        connections.close();
    }

    @Test
    void aLeaderOfAStoreThatIsAwayClosesInTimeAndLeavesNoThread() throws InterruptedException {
        Baton baton = connections.connect(backend, LONGEST_LEASE);
        baton.elector("billing").start().awaitLeadership();
        baton.elector("waiting").start();
        backend.cutOff();
        assertThat(timeToClose(baton)).isLessThan(GRACE.multipliedBy(2).plus(SLACK));
        Conditions.await(
                "no thread is left: " + threads(),
                Connections.SOON,
                () -> threads().isEmpty());
    }

    @Test
    void aShortDrainTimeoutIsKeptToWithAStoreThatIsAway() throws InterruptedException {
        Baton baton = connections.connect(
                backend,
                Map.of("baton.lease-duration", "24h", "baton.connect-timeout", "24h", "baton.drain-timeout", "0s"));
        baton.elector("billing").start().awaitLeadership();
        backend.cutOff();
        assertThat(timeToClose(baton)).isLessThan(GRACE.plus(SLACK));
        Conditions.await(
                "no thread is left: " + threads(),
                Connections.SOON,
                () -> threads().isEmpty());
    }

    @Test
    void aConnectionWhoseFirstSessionWasNeverOpenedClosesInTime() {
        backend.cutOff();
        Baton baton = connections.connect(backend, Map.of("baton.require-connection", "false"));
        baton.elector("billing").start();
        assertThat(timeToClose(baton)).isLessThan(GRACE.plus(SLACK));
        Conditions.await(
                "no thread is left: " + threads(),
                Connections.SOON,
                () -> threads().isEmpty());
    }

    @Test
    void connectThatFailsReturnsInTime() {
        backend.cutOff();
        long before = System.nanoTime();
        assertThatThrownBy(() -> connections.connect(
                        backend, Map.of("baton.lease-duration", "1s", "baton.connect-timeout", "250ms")))
                .isInstanceOf(BatonException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(GRACE.plus(SLACK));
    }

    @Test
    void workThatDoesNotEndIsWaitedForAsLongAsTheDrainTimeoutSays() throws InterruptedException {
        Baton baton = connections.connect(backend, Map.of("baton.drain-timeout", "500ms"));
        LeaderElector elector = baton.elector("billing");
        CountDownLatch working = new CountDownLatch(1);
        elector.whileLeader(leadership -> {
            working.countDown();
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        elector.start();
        working.await();
        assertThat(timeToClose(baton))
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(500).plus(GRACE));
        end.countDown();
        Conditions.await(
                "no thread is left: " + threads(),
                Connections.SOON,
                () -> threads().isEmpty());
    }

    @Test
    void anElectorOfAStoreThatIsAwayClosesInTime() throws InterruptedException {
        LeaderElector elector =
                connections.connect(backend, LONGEST_LEASE).elector("billing").start();
        elector.awaitLeadership();
        backend.cutOff();
        assertThat(timeToClose(elector)).isLessThan(GRACE.plus(SLACK));
    }

    private static Duration timeToClose(AutoCloseable closed) {
        long before = System.nanoTime();
        try {
            closed.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return Duration.ofNanos(System.nanoTime() - before);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("baton-memory-"))
                .collect(Collectors.toSet());
    }
}
