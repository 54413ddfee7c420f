// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.loop;

import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that turns the loop, and the watchdog that acts when it does not. Each connection has one of each; they outlive
 * everything but {@link #stop}.
 */
public final class LoopThread {

    private static final AsyncLogger LOG = AsyncLogger.of(LoopThread.class);
    private static final long PAUSE_AFTER_FAILURE = 10_000_000;

    private final MonotonicClock clock;
    private final Thread thread;
    private final Thread watchdog;
    private volatile @Nullable ElectionLoop loop;
    private volatile LongSupplier eachTurn = () -> Long.MAX_VALUE;
    private volatile @Nullable Watched watched;
    private volatile long turnedAt;
    private volatile boolean stopped;
    private volatile boolean woken;

    /** What is to be given up when the loop does not turn. */
    public interface Watched {

        /** How long the loop may not turn, in nanoseconds. From any thread. */
        long patience();

        /** Gives the session up, in the watchdog's thread; answers whether there was one. */
        boolean abandon();
    }

    /** Threads that are not started. */
    public LoopThread(String name, MonotonicClock clock) {
        this.clock = clock;
        thread = new Thread(this::run, name + "-loop");
        watchdog = new Thread(this::watch, name + "-watchdog");
        thread.setDaemon(true);
        watchdog.setDaemon(true);
    }

    /**
     * Begins to turn the loop. Throws, and leaves no thread, if a thread cannot be started.
     *
     * @param atEachTurn called after each turn; answers within how many nanoseconds it wants to be called again
     */
    public void start(ElectionLoop turned, LongSupplier atEachTurn, Watched toWatch) {
        loop = turned;
        eachTurn = atEachTurn;
        watched = toWatch;
        turnedAt = clock.nanos();
        try {
            watchdog.start();
            thread.start();
        } catch (RuntimeException | Error e) {
            stop();
            throw e;
        }
    }

    /** Lets the loop turn soon. */
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Ends both threads after the present turn. */
    public void stop() {
        stopped = true;
        wake();
        LockSupport.unpark(watchdog);
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    private void run() {
        ElectionLoop turned = loop;
        Watched patient = watched;
        while (!stopped && turned != null && patient != null) {
            woken = false;
            long wait = turn(turned, patient);
            // A lock that the turn has waited for may have used up the permit of a wake-up that came meanwhile.
            if (wait > 0 && !woken && !stopped) {
                LockSupport.parkNanos(this, wait);
            }
        }
    }

    private long turn(ElectionLoop turned, Watched patient) {
        try {
            long next = turned.turn();
            long soon = eachTurn.getAsLong();
            long now = clock.nanos();
            turnedAt = now;
            return Math.min(Math.min(next - now, soon), patient.patience() / 4);
        } catch (RuntimeException | Error e) {
            tellThrown(e);
            return PAUSE_AFTER_FAILURE;
        }
    }

    private void watch() {
        Watched patient = watched;
        Watch watch = new Watch(clock.nanos());
        long pause = PAUSE_AFTER_FAILURE;
        while (!stopped && patient != null) {
            LockSupport.parkNanos(this, pause);
            try {
                if (!stopped) {
                    look(watch, patient);
                }
                pause = patient.patience() / 4;
            } catch (RuntimeException | Error e) {
                tellNotClosed(e);
            }
        }
    }

    // Without memory even for the constants of a line both threads go on.
    private static void tellThrown(Throwable cause) {
        try {
            LOG.error("The election loop has thrown; it goes on", cause);
        } catch (RuntimeException | Error full) {
            return;
        }
    }

    private static void tellNotClosed(Throwable cause) {
        try {
            LOG.error("Closing a session because the election loop does not turn has failed", cause);
        } catch (RuntimeException | Error full) {
            return;
        }
    }

    private void look(Watch watch, Watched patient) {
        long now = clock.nanos();
        long patience = patient.patience();
        long still = watch.stillFor(now, turnedAt, patience / 2);
        if (still <= patience || watch.isTold()) {
            return;
        }
        watch.tell();
        if (patient.abandon()) {
            LOG.error(
                    "The election loop has not turned for {} ms, longer than the lease; its session is closed",
                    still / 1_000_000);
        }
    }

    /** What the watchdog has seen. Time in which it did not run itself says nothing of the loop. */
    private static final class Watch {

        private long lookedAt;
        private long since;
        private long lastTurn;
        private boolean told;

        Watch(long now) {
            lookedAt = now;
            since = now;
            lastTurn = now;
        }

        /** For how long the loop has not turned while this thread was running. */
        long stillFor(long now, long turnedAt, long mostLate) {
            if (turnedAt != lastTurn) {
                lastTurn = turnedAt;
                since = turnedAt;
                told = false;
            }
            if (now - lookedAt > mostLate) {
                since = now;
            }
            lookedAt = now;
            return now - since;
        }

        boolean isTold() {
            return told;
        }

        void tell() {
            told = true;
        }
    }
}
