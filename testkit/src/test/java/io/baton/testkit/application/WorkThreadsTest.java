// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.internal.DefaultBaton;
import io.baton.internal.config.ElectionSettings;
import io.baton.internal.config.Settings;
import io.baton.internal.loop.ElectionLoop;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.contract.scenario.Conditions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads that tasks run in, and what happens when none can be had. */
class WorkThreadsTest {

    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Connections connections = new Connections();

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void virtualThreadsRunTasksOrAreRefusedWhereThereAreNone() throws Exception {
        if (Runtime.version().feature() >= 21) {
            runInAVirtualThread();
        } else {
            assertThatThrownBy(() -> connections.connect(Map.of("baton.work-threads", "virtual")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("baton.work-threads is 'virtual'", "Java 21", "platform");
        }
    }

    private void runInAVirtualThread() throws Exception {
        LeaderElector elector =
                connections.connect(Map.of("baton.work-threads", "virtual")).elector("billing");
        CompletableFuture<String> thread = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        elector.whileLeader(leadership -> {
            thread.complete(Thread.currentThread().toString());
            try {
                new CompletableFuture<String>().get();
            } catch (InterruptedException lost) {
                interrupted.complete(true);
            }
        });
        elector.start();
        assertThat(thread.get(10, TimeUnit.SECONDS)).contains("VirtualThread", "baton-work-billing");
        elector.resign();
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aThreadThatCannotBeStartedIsAFailureOfTheTaskAndNotOfTheLoop() throws InterruptedException {
        AtomicReference<Throwable> failed = new AtomicReference<>();
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        ElectionLoop loop = new ElectionLoop(MonotonicClock.SYSTEM, () -> {}, () -> 0.5);
        loop.onFailure(failed::set);
        Executor callbacks = call -> startDaemon(call);
        DefaultBaton exhausted = new DefaultBaton(
                connections.backend(),
                new Settings(
                        LEASE,
                        LEASE.dividedBy(4),
                        LEASE,
                        true,
                        0.01,
                        new Candidate("exhausted"),
                        ElectionSettings.of(ElectorOptions.DEFAULTS.withResignBackoff(Duration.ofMillis(20)))),
                loop,
                callbacks,
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
        startDaemon(() -> {
            while (!over.isDone()) {
                loop.turn();
                LockSupport.parkNanos(2_000_000);
            }
        });
        try {
            LeaderElector elector = exhausted.elector("billing");
            elector.whileLeader(leadership -> {});
            elector.start();
            LeaderElector able = connections.connect().elector("billing").start();
            Leadership leadership = able.awaitLeadership(Connections.SOON).orElseThrow();
            Conditions.staysTrue("held", Connections.SOON.dividedBy(20), leadership::isHeld);
            assertThat(failed.get()).as("what has reached the loop").isNull();
        } finally {
            exhausted.close();
            over.complete(true);
        }
    }

    private static void startDaemon(Runnable run) {
        Thread thread = new Thread(run, "of-a-test");
        thread.setDaemon(true);
        thread.start();
    }
}
