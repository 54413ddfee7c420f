// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where no thread can be started, calls wait, and none is lost. */
class CallbackPoolTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final long WHILE = 20_000_000;

    private final AtomicBoolean refuses = new AtomicBoolean();
    private final AtomicInteger looksAsked = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CallbackPool pool = new CallbackPool(this::thread, looksAsked::incrementAndGet, now::get);

    @AfterEach
    void close() {
        released.countDown();
        pool.close();
    }

    private Thread thread(Runnable work) {
        if (refuses.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        started.incrementAndGet();
        Thread thread = new Thread(work, "pool-test");
        thread.setDaemon(true);
        return thread;
    }

    private void block() {
        pool.execute(() -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void withoutItsFirstThreadItCannotStart() {
        refuses.set(true);
        assertThatThrownBy(pool::start).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void callsRunOnTheThreadThatThereIs() {
        pool.start();
        refuses.set(true);
        for (int i = 0; i < 5; i++) {
            pool.execute(done::incrementAndGet);
        }
        await().atMost(BOUND).until(() -> done.get() == 5);
        assertThat(looksAsked.get()).isPositive();
    }

    @Test
    void callsThatWaitGetAThreadAsSoonAsOneCanBeStarted() {
        pool.start();
        block();
        block();
        refuses.set(true);
        pool.execute(done::incrementAndGet);
        pool.look();
        now.addAndGet(WHILE);
        assertThat(pool.look()).isPositive();
        assertThat(done.get()).isZero();
        refuses.set(false);
        await().atMost(BOUND).until(() -> {
            now.addAndGet(WHILE);
            pool.look();
            return done.get() == 1;
        });
    }

    /** A loop with much to do asks at each of its turns, thousands of times in a second. */
    @Test
    void lookingOftenStartsNoThread() {
        pool.start();
        block();
        block();
        pool.execute(done::incrementAndGet);
        for (int i = 0; i < 1_000; i++) {
            assertThat(pool.look()).isEqualTo(WHILE);
        }
        assertThat(started.get()).isEqualTo(2);

        now.addAndGet(WHILE);
        pool.look();

        assertThat(started.get()).isEqualTo(3);
        await().atMost(BOUND).until(() -> done.get() == 1);
    }

    @Test
    void aCallThatThrowsAnErrorCostsNoThread() {
        pool.start();
        refuses.set(true);
        pool.execute(() -> {
            throw new StackOverflowError("on purpose");
        });
        pool.execute(done::incrementAndGet);
        await().atMost(BOUND).until(() -> done.get() == 1);
    }

    @Test
    void aQueueGoesOnAfterItsExecutorHasThrown() {
        CallbackQueue queue = new CallbackQueue(
                call -> {
                    if (refuses.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    call.run();
                },
                "queue");
        refuses.set(true);
        queue.add(done::incrementAndGet);
        refuses.set(false);
        queue.add(done::incrementAndGet);
        assertThat(done.get()).isEqualTo(2);
    }
}
