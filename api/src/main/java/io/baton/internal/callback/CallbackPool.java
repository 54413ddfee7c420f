// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.callback;

import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Backoff;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which the application is called. A few serve any number of elections; when calls are kept waiting, because
 * some callback blocks, there is one thread more at every look of the loop, so that it delays only itself. One thread
 * lives as long as the connection: where the process can start no other, calls wait, but none is lost.
 */
public final class CallbackPool implements Executor, AutoCloseable {

    private static final AsyncLogger LOG = AsyncLogger.of(CallbackPool.class);
    private static final int FEW = 2;
    private static final int IDLE_SECONDS = 2;
    private static final long LOOK_NANOS = 20_000_000;
    private static final long NEVER = Long.MIN_VALUE;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads;
    private final Backoff starts = new Backoff(Duration.ofMillis(250), LONGEST_PAUSE);
    private final Runnable waker;
    private final MonotonicClock clock;
    private long finishedAtLastLook;
    private long stillSince = NEVER;
    private long nextStart = NEVER;
    private volatile boolean startFailed;

    /**
     * A pool without threads.
     *
     * @param waker asks for a look, from any thread
     */
    public CallbackPool(String name, Runnable waker, MonotonicClock clock) {
        this(threadsOf(name), waker, clock);
    }

    public CallbackPool(ThreadFactory factory, Runnable waker, MonotonicClock clock) {
        this.waker = waker;
        this.clock = clock;
        threads =
                new ThreadPoolExecutor(FEW, FEW, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.setMaximumPoolSize(Integer.MAX_VALUE);
    }

    private static ThreadFactory threadsOf(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-callback-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Starts the thread that lives as long as the connection; throws what the attempt throws. */
    public void start() {
        threads.prestartCoreThread();
    }

    /** Never blocks, and throws nothing. What cannot be given to a thread now is kept until one takes it. */
    @Override
    public void execute(Runnable call) {
        Runnable guarded = () -> runGuarded(call);
        try {
            threads.execute(guarded);
        } catch (RejectedExecutionException e) {
            LOG.debug("The connection is closed; a call into the application was not made", e);
        } catch (RuntimeException | Error e) {
            keep(guarded, e);
        }
    }

    private static void runGuarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A call on a callback thread has thrown", e);
        }
    }

    private void keep(Runnable call, Throwable cause) {
        if (!threads.getQueue().contains(call)) {
            threads.getQueue().add(call);
        }
        noThread(cause);
        waker.run();
    }

    /** The pool asks for no other thread before the next attempt is due. */
    private void noThread(Throwable cause) {
        threads.setCorePoolSize(Math.max(1, threads.getPoolSize()));
        if (startFailed) {
            return;
        }
        startFailed = true;
        try {
            LOG.error("A thread for callbacks cannot be started; calls wait for one", cause);
        } catch (RuntimeException | Error full) {
            // The call is kept all the same.
            return;
        }
    }

    /** Whether calls are waiting for a thread. */
    boolean isBehind() {
        return !threads.getQueue().isEmpty();
    }

    /**
     * Adds a thread if no call has ended for a while although calls are waiting. May be asked as often as one likes: what counts is the time.
     * For the loop's thread only.
     *
     * @return within how many nanoseconds to look again
     */
    public long look() {
        if (!isBehind() && !startFailed) {
            stillSince = NEVER;
            if (threads.getCorePoolSize() > FEW) {
                threads.setCorePoolSize(FEW);
            }
            return Long.MAX_VALUE;
        }
        long now = clock.nanos();
        if (startFailed) {
            return now >= nextStart ? more(now) : nextStart - now;
        }
        long finished = threads.getCompletedTaskCount();
        if (stillSince == NEVER || finished != finishedAtLastLook) {
            finishedAtLastLook = finished;
            stillSince = now;
        }
        long still = now - stillSince;
        return still >= LOOK_NANOS ? more(now) : LOOK_NANOS - still;
    }

    private long more(long now) {
        stillSince = now;
        try {
            threads.setCorePoolSize(Math.max(FEW, threads.getPoolSize() + 1));
            threads.prestartCoreThread();
            startFailed = false;
            starts.reset();
            return LOOK_NANOS;
        } catch (RuntimeException | Error e) {
            noThread(e);
            long pause = starts.next(ThreadLocalRandom.current().nextDouble());
            nextStart = now + pause;
            return pause;
        }
    }

    /** Lets running and waiting calls end; takes no new ones. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
