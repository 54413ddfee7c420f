// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.spi.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop's thread outlives what its inputs throw, and the watchdog blames the loop only for its own silence. */
class LoopThreadTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final long LEASE = Duration.ofMillis(400).toNanos();

    private final AtomicInteger abandoned = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicLong leap = new AtomicLong();
    private final LoopThread thread = new LoopThread("test", () -> MonotonicClock.SYSTEM.nanos() + leap.get());
    private final ElectionLoop loop = new ElectionLoop(MonotonicClock.SYSTEM, thread::wake, () -> 0.5);

    @AfterEach
    void stop() {
        released.countDown();
        thread.stop();
    }

    private void start() {
        thread.start(loop, () -> Long.MAX_VALUE, new LoopThread.Watched() {
            @Override
            public long patience() {
                return LEASE;
            }

            @Override
            public boolean abandon() {
                abandoned.incrementAndGet();
                throw new IllegalStateException("closing throws, too");
            }
        });
    }

    private void block() {
        loop.post(() -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void aWakeUpWhosePermitALockHasUsedUpIsNotLost() {
        AtomicInteger turns = new AtomicInteger();
        thread.start(loop, () -> wakesAndParks(turns), new LoopThread.Watched() {
            @Override
            public long patience() {
                return Duration.ofDays(1).toNanos();
            }

            @Override
            public boolean abandon() {
                return false;
            }
        });
        await().atMost(BOUND).until(() -> turns.get() > 1);
    }

    private long wakesAndParks(AtomicInteger turns) {
        if (turns.incrementAndGet() == 1) {
            thread.wake();
            // As a lock does that another thread holds.
            LockSupport.parkNanos(1_000);
        }
        return Long.MAX_VALUE;
    }

    @Test
    void theLoopOutlivesAnError() {
        start();
        loop.post(() -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        AtomicInteger done = new AtomicInteger();
        loop.post(done::incrementAndGet);
        await().atMost(BOUND).until(() -> done.get() == 1);
    }

    @Test
    void theLoopOutlivesWhatItsLookAndItsOwnerThrow() {
        loop.ownedBy(cause -> {
            throw new StackOverflowError("on purpose");
        });
        AtomicInteger looks = new AtomicInteger();
        thread.start(
                loop,
                () -> {
                    looks.incrementAndGet();
                    throw new OutOfMemoryError("unable to create native thread");
                },
                new LoopThread.Watched() {
                    @Override
                    public long patience() {
                        return LEASE;
                    }

                    @Override
                    public boolean abandon() {
                        return false;
                    }
                });
        loop.post(() -> {
            throw new IllegalStateException("on purpose");
        });
        await().atMost(BOUND).until(() -> looks.get() > 2);
    }

    @Test
    void whatCannotBeMendedForWantOfMemoryIsMendedLater() {
        AtomicInteger attempts = new AtomicInteger();
        loop.ownedBy(cause -> {
            if (attempts.incrementAndGet() <= 3) {
                throw new OutOfMemoryError("Java heap space");
            }
        });
        start();
        loop.post(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        await().atMost(BOUND).until(() -> attempts.get() == 4);
    }

    @Test
    void aLoopThatDoesNotTurnIsGivenUpOncePerIncident() throws Exception {
        start();
        block();
        await().atMost(BOUND).until(() -> abandoned.get() == 1);
        assertThat(released.await(4 * LEASE, TimeUnit.NANOSECONDS)).isFalse();
        assertThat(abandoned.get()).isEqualTo(1);
    }

    @Test
    void aProcessThatStoodStillIsNotBlamedOnItsLoop() throws Exception {
        start();
        for (int i = 0; i < 20; i++) {
            leap.addAndGet(10 * LEASE);
            assertThat(released.await(LEASE / 8, TimeUnit.NANOSECONDS)).isFalse();
        }
        assertThat(abandoned.get()).isZero();
    }
}
