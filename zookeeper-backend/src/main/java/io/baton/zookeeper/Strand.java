// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a session, with its timers. Whatever the session knows is read and written on it only, so that no
 * other class here needs a lock. ZooKeeper's own threads and the callers' only hand tasks over, in order.
 */
final class Strand {

    private final ScheduledThreadPoolExecutor executor;
    private final Consumer<Throwable> onFault;
    private volatile @Nullable Thread thread;

    /** @param onFault hears what a task has thrown; runs on the strand */
    Strand(String name, Consumer<Throwable> onFault) {
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
    boolean run(Runnable task) {
        try {
            executor.execute(guarded(task));
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    Timer later(Duration delay, Runnable task) {
        try {
            Future<?> timer = executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException stopped) {
            return () -> {};
        }
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Takes no more tasks, runs those that it has, and ends the thread. */
    void stop() {
        executor.shutdown();
    }

    boolean awaitStop(Duration bound) throws InterruptedException {
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
    interface Timer {
        void cancel();
    }
}
