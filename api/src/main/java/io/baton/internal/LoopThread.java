// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.spi.MonotonicClock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that turns the loop, and the watchdog that acts when it does not. Each connection has one of each.
 */
final class LoopThread {

    private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);

    private final MonotonicClock clock;
    private final long patience;
    private final Runnable whenStuck;
    private final Thread thread;
    private final Thread watchdog;
    private volatile @Nullable ElectionLoop loop;
    private volatile LongSupplier eachTurn = () -> Long.MAX_VALUE;
    private volatile long turnedAt;
    private volatile boolean stopped;

    /**
     * A thread that is not started.
     *
     * @param patience how long the loop may not turn before {@code whenStuck} is called, in the watchdog's thread
     */
    LoopThread(String name, MonotonicClock clock, long patience, Runnable whenStuck) {
        this.clock = clock;
        this.patience = patience;
        this.whenStuck = whenStuck;
        thread = new Thread(this::run, name + "-loop");
        watchdog = new Thread(this::watch, name + "-watchdog");
        thread.setDaemon(true);
        watchdog.setDaemon(true);
    }

    /**
     * Begins to turn the loop.
     *
     * @param atEachTurn called after each turn; answers within how many nanoseconds it wants to be called again
     */
    void start(ElectionLoop turned, LongSupplier atEachTurn) {
        loop = turned;
        eachTurn = atEachTurn;
        turnedAt = clock.nanos();
        thread.start();
        watchdog.start();
    }

    /** Lets the loop turn soon. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends both threads after the present turn. */
    void stop() {
        stopped = true;
        wake();
        LockSupport.unpark(watchdog);
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    private void run() {
        ElectionLoop turned = loop;
        while (!stopped && turned != null) {
            long next = turned.turn();
            long soon = eachTurn.getAsLong();
            long now = clock.nanos();
            turnedAt = now;
            long wait = Math.min(Math.min(next - now, soon), patience / 4);
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    private void watch() {
        while (!stopped) {
            LockSupport.parkNanos(this, patience / 4);
            if (!stopped && clock.nanos() - turnedAt > patience) {
                LOG.error("The election loop has not turned for {} ms; closing the session", patience / 1_000_000);
                turnedAt = clock.nanos();
                whenStuck.run();
            }
        }
    }
}
