// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One daemon thread for one strand. Thread-safe. */
final class StrandThread implements Strand.Carrier {

    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    StrandThread(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            thread = created;
            return created;
        });
        executor.setRemoveOnCancelPolicy(true);
        // What is due later would keep the thread until then.
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public boolean run(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    @Override
    public Strand.Timer later(Duration delay, Runnable task) {
        try {
            Future<?> timer = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException stopped) {
            return () -> {};
        }
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void stop() {
        executor.shutdown();
    }

    @Override
    public boolean awaitStop(Duration bound) throws InterruptedException {
        return executor.awaitTermination(bound.toNanos(), TimeUnit.NANOSECONDS);
    }
}
