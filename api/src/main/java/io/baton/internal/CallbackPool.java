// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which the application is called. A few serve any number of elections; when calls are kept waiting, because
 * some callback blocks, there is one thread more at every look of the loop, so that it delays nobody but itself.
 */
final class CallbackPool implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackPool.class);
    private static final int FEW = 2;
    private static final int IDLE_SECONDS = 2;
    private static final long LOOK_NANOS = 20_000_000;

    private final ThreadPoolExecutor threads;
    private long finishedAtLastLook;

    CallbackPool(String name) {
        AtomicInteger count = new AtomicInteger();
        threads =
                new ThreadPoolExecutor(FEW, FEW, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, name + "-callback-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable call) {
        try {
            threads.execute(call);
        } catch (RejectedExecutionException e) {
            LOG.debug("The connection is closed; a call into the application was not made", e);
        }
    }

    /** Whether calls are waiting for a thread. */
    boolean isBehind() {
        return !threads.getQueue().isEmpty();
    }

    /**
     * Adds a thread if nothing has moved since the last look although calls are waiting.
     *
     * @return within how many nanoseconds to look again
     */
    long look() {
        long finished = threads.getCompletedTaskCount();
        if (isBehind() && finished == finishedAtLastLook) {
            threads.setMaximumPoolSize(threads.getCorePoolSize() + 1);
            threads.setCorePoolSize(threads.getCorePoolSize() + 1);
        } else if (!isBehind() && threads.getCorePoolSize() > FEW) {
            threads.setCorePoolSize(FEW);
        }
        finishedAtLastLook = finished;
        return isBehind() ? LOOK_NANOS : Long.MAX_VALUE;
    }

    /** Lets running and waiting calls end; takes no new ones. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
