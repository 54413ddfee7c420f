// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Conditions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** An interrupt belongs to its source: the end of one leadership, of another one, or the application. */
class InterruptsTest {

    private final Connections connections = new Connections();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final CountDownLatch inside = new CountDownLatch(1);

    @AfterEach
    void close() {
        pool.shutdownNow();
        connections.close();
    }

    @Test
    void outerWorkIsInterruptedWhenItsLeadershipEndsDuringInnerWorkThatHasEndedToo() throws Exception {
        Baton baton = connections.connect();
        Leadership outer = baton.elector("outer").start().awaitLeadership();
        Leadership inner = baton.elector("inner").start().awaitLeadership();
        Future<Boolean> interrupted = pool.submit(() -> outer.call(() -> {
            inner.run(this::blockUntilInterrupted);
            return sleepsUninterrupted();
        }));
        inside.await();
        baton.close();
        assertThat(interrupted.get(Connections.SOON.toSeconds(), TimeUnit.SECONDS))
                .as("the outer work slept")
                .isFalse();
    }

    @Test
    void outerWorkIsInterruptedWhenOnlyItsOwnLeadershipHasEndedDuringInnerWork() throws Exception {
        LeaderElector elector = connections.connect().elector("outer").start();
        Leadership outer = elector.awaitLeadership();
        Leadership inner = connections.connect().elector("inner").start().awaitLeadership();
        Future<Boolean> interrupted = pool.submit(() -> outer.call(() -> {
            inner.run(this::blockUntilInterrupted);
            return sleepsUninterrupted();
        }));
        inside.await();
        elector.resign();
        assertThat(interrupted.get(Connections.SOON.toSeconds(), TimeUnit.SECONDS))
                .as("the outer work slept")
                .isFalse();
        assertThat(inner.isHeld()).isTrue();
    }

    @Test
    void outerWorkIsNotInterruptedWhenOnlyTheInnerLeadershipHasEnded() throws Exception {
        LeaderElector elector = connections.connect().elector("inner").start();
        Leadership inner = elector.awaitLeadership();
        Leadership outer = connections.connect().elector("outer").start().awaitLeadership();
        Future<Boolean> flag = pool.submit(() -> outer.call(() -> {
            inner.run(this::spinWhileHeld);
            return Thread.currentThread().isInterrupted();
        }));
        inside.await();
        elector.resign();
        assertThat(flag.get(Connections.SOON.toSeconds(), TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void theInterruptOfTheLeadershipDoesNotOutliveItsWork() throws Exception {
        LeaderElector elector = connections.connect().elector("billing").start();
        Leadership leadership = elector.awaitLeadership();
        Future<Boolean> flag = pool.submit(() -> {
            leadership.run(() -> {
                inside.countDown();
                Conditions.await(
                        "interrupted",
                        Connections.SOON,
                        () -> Thread.currentThread().isInterrupted());
            });
            return Thread.currentThread().isInterrupted();
        });
        inside.await();
        elector.resign();
        assertThat(flag.get(Connections.SOON.toSeconds(), TimeUnit.SECONDS)).isFalse();
    }

    /** Again and again: the end of the leadership and the return of the work meet at another moment each time. */
    @RepeatedTest(30)
    void theInterruptOfThePoolOutlivesTheWork() throws Exception {
        LeaderElector elector = connections.connect().elector("billing").start();
        Leadership leadership = elector.awaitLeadership();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CountDownLatch shutDown = new CountDownLatch(1);
        pool.execute(() -> {
            leadership.run(() -> {
                inside.countDown();
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                shutDown.countDown();
                spinWhileHeld(leadership);
            });
            flag.complete(Thread.currentThread().isInterrupted());
        });
        inside.await();
        pool.shutdownNow();
        shutDown.await();
        elector.resign();
        assertThat(flag.get(Connections.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theInterruptOfThePoolOutlivesNestedWorkOfTwoElections() throws Exception {
        Baton baton = connections.connect();
        Leadership outer = baton.elector("outer").start().awaitLeadership();
        Leadership inner = baton.elector("inner").start().awaitLeadership();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        CountDownLatch shutDown = new CountDownLatch(1);
        pool.execute(() -> {
            outer.run(() -> inner.run(() -> {
                inside.countDown();
                Conditions.await(
                        "interrupted by the pool",
                        Connections.SOON,
                        () -> Thread.currentThread().isInterrupted());
                shutDown.countDown();
                spinWhileHeld(inner);
                spinWhileHeld(outer);
            }));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        inside.await();
        pool.shutdownNow();
        shutDown.await();
        baton.close();
        assertThat(flag.get(Connections.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private void spinWhileHeld() {
        inside.countDown();
        Leadership.current().ifPresent(InterruptsTest::spinWhileHeld);
    }

    private static void spinWhileHeld(Leadership leadership) {
        while (leadership.isHeld()) {
            Thread.onSpinWait();
        }
    }

    private void blockUntilInterrupted() {
        inside.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException expected) {
            // The inner work ends here, as it should.
        }
    }

    private static boolean sleepsUninterrupted() {
        try {
            return !new CountDownLatch(1).await(5, TimeUnit.SECONDS);
        } catch (InterruptedException expected) {
            return false;
        }
    }
}
