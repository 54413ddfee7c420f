// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a session, with its timers. Whatever the session knows is read and written on it only, so that no
 * other class of the backend needs a lock. The threads of the store's client and the callers' only hand tasks over, in
 * order. Its methods may be called from any thread.
 */
public final class Strand {

    private final ScheduledThreadPoolExecutor executor;
    private final Consumer<Throwable> onFault;
    private volatile @Nullable Thread thread;

    /** @param onFault hears what a task has thrown; runs on the strand */
    public Strand(String name, Consumer<Throwable> onFault) {
        this.onFault = onFault;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            thread = created;
            return created;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Whether the task will run: not after {@link #stop}. */
    public boolean run(Runnable task) {
        try {
            executor.execute(guarded(task));
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    public Timer later(Duration delay, Runnable task) {
        try {
            Future<?> timer = executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException stopped) {
            return () -> {};
        }
    }

    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Takes no more tasks, runs those that it has, and ends the thread. */
    public void stop() {
        executor.shutdown();
    }

    public boolean awaitStop(Duration bound) throws InterruptedException {
        return executor.awaitTermination(bound.toNanos(), TimeUnit.NANOSECONDS);
    }

    // An executor would keep the fault in a future that nobody reads.
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error fault) {
                onFault.accept(fault);
            }
        };
    }

    /** What {@link #later} returns. */
    public interface Timer {
        void cancel();
    }
}
