// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.internal.DefaultBaton;
import io.baton.internal.config.ElectionSettings;
import io.baton.internal.config.Settings;
import io.baton.internal.loop.ElectionLoop;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inputs of the loop that run out of memory, one by one: the test turns the loop itself. */
class ExhaustedLoopTest {

    private static final ElectionName ELECTION = new ElectionName("jobs");
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final ElectionLoop loop = new ElectionLoop(MonotonicClock.SYSTEM, () -> {}, this::random);
    private final DefaultBaton baton = new DefaultBaton(new InMemoryBackend(store), settings(), loop, Runnable::run);
    private final LeaderElector elector = baton.elector(ELECTION.value()).start();
    private final CountDownLatch workMayEnd = new CountDownLatch(1);
    private int failures;

    private static Settings settings() {
        ElectorOptions options = ElectorOptions.DEFAULTS.withResignBackoff(Duration.ZERO);
        return new Settings(
                LEASE,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                false,
                0.01,
                new Candidate("only"),
                ElectionSettings.of(options));
    }

    /** Each input asks for one number. */
    private double random() {
        if (failures > 0) {
            failures--;
            throw new OutOfMemoryError("on purpose");
        }
        return 0;
    }

    @AfterEach
    void close() {
        workMayEnd.countDown();
        CompletableFuture<Boolean> end = baton.beginClose();
        turnUntil("closed", end::isDone);
    }

    @Test
    void aRefusalWhileClosingKeepsThePlaceForWork() {
        long place = workingLeader().token().value();
        CompletableFuture<Boolean> end = baton.beginClose();
        turnUntil("not held any more", () -> !elector.isLeader());
        failures = 1;
        elector.resign();
        turnUntil("the input has run out of memory", () -> failures == 0);
        turnFor(Duration.ofMillis(300));
        assertThat(end).isNotDone();
        assertThat(store.sessions()).hasSize(1);
        assertThat(store.candidateQueue(ELECTION).queue()).hasSize(1).allMatch(entry -> entry.orderValue() == place);
        workMayEnd.countDown();
        turnUntil("closed", end::isDone);
        assertThat(store.sessions()).isEmpty();
    }

    @Test
    void anEndOfWorkIsNotForgotten() {
        long first = workingLeader().token().value();
        elector.resign();
        turnUntil("not held any more", () -> !elector.isLeader());
        // The end of the work is the next input.
        failures = 1;
        workMayEnd.countDown();
        turnUntil(
                "elected again",
                () -> elector.leadership()
                        .filter(again -> again.token().value() > first)
                        .isPresent());
        assertThat(failures).isZero();
    }

    @Test
    void aCloseIsNotForgotten() {
        turnUntil("elected", elector::isLeader);
        Thread closer = new Thread(elector::close, "closer");
        closer.start();
        Await.untilTrue(
                "the close is ordered",
                () -> closer.getState() == Thread.State.TIMED_WAITING || closer.getState() == Thread.State.WAITING);
        failures = 1;
        turnUntil("the elector has closed", () -> !closer.isAlive());
        assertThat(failures).isZero();
        assertThat(store.candidateQueue(ELECTION).queue()).isEmpty();
        // A candidate whose close was forgotten would stand again after a pause.
        turnFor(Duration.ofMillis(1500));
        assertThat(store.candidateQueue(ELECTION).queue()).isEmpty();
    }

    private Leadership workingLeader() {
        turnUntil("elected", elector::isLeader);
        Leadership leadership = elector.leadership().orElseThrow();
        CountDownLatch begun = new CountDownLatch(1);
        Thread worker = new Thread(
                () -> leadership.run(() -> {
                    begun.countDown();
                    awaitEnd();
                }),
                "worker");
        worker.setDaemon(true);
        worker.start();
        Await.untilTrue("the work has begun", () -> begun.getCount() == 0);
        return leadership;
    }

    /** Work that takes no notice of interrupts. */
    private void awaitEnd() {
        while (workMayEnd.getCount() > 0) {
            try {
                workMayEnd.await();
            } catch (InterruptedException ignored) {
                Thread.interrupted();
            }
        }
    }

    private void turnUntil(String what, BooleanSupplier condition) {
        Await.untilTrue(what, () -> {
            loop.turn();
            return condition.getAsBoolean();
        });
    }

    private void turnFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        turnUntil("the time is over", () -> System.nanoTime() - end >= 0);
    }
}
