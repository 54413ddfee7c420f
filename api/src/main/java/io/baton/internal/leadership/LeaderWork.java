// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.leadership;

import io.baton.Leadership;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The work that runs under one leadership: cancelled when it ends, and counted until it has returned. */
public final class LeaderWork {

    private static final long UNTIL_MEMORY_RETURNS = 50_000_000;
    private static final ThreadLocal<Run> CURRENT = new ThreadLocal<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Thread, Count> threads = new HashMap<>();
    private int stages;
    private volatile boolean ended;
    private volatile @Nullable Runnable whenDrained;

    LeaderWork() {}

    /** The leadership under which the calling thread runs leader-only work, if it does. */
    public static Optional<Leadership> current() {
        return Optional.ofNullable(CURRENT.get()).map(run -> run.leadership);
    }

    /**
     * Runs the work, or answers nothing without having started it if the leadership has ended.
     *
     * @param interruptible whether the thread is interrupted when the leadership ends
     */
    <T> Optional<Callable<T>> begin(Leadership leadership, boolean interruptible, Callable<T> work) {
        Run outer = CURRENT.get();
        WorkInterrupts interrupts = outer == null ? new WorkInterrupts(Thread.currentThread()) : outer.interrupts;
        Run run = new Run(this, leadership, interruptible, interrupts, outer);
        // All that takes memory comes before the count: only work that has begun takes it back.
        Optional<Callable<T>> begun = Optional.of(() -> {
            try {
                CURRENT.set(run);
                return work.call();
            } finally {
                if (outer == null) {
                    CURRENT.remove();
                } else {
                    CURRENT.set(outer);
                }
                boolean interruptedByOthers = interrupts.isOfOthers();
                leave(interruptible);
                interrupts.settle(interruptedByOthers, ended, outer != null && outer.hasEnded());
            }
        });
        lock.lock();
        try {
            if (ended || !leadership.isHeld()) {
                return Optional.empty();
            }
            threads.computeIfAbsent(Thread.currentThread(), absent -> new Count(interrupts))
                    .begun(interruptible);
        } finally {
            lock.unlock();
        }
        return begun;
    }

    /** Counts a stage, from inside work, until {@link #stageEnded}. */
    void stageBegun() {
        lock.lock();
        try {
            stages++;
        } finally {
            lock.unlock();
        }
    }

    void stageEnded() {
        lock.lock();
        try {
            stages--;
        } finally {
            lock.unlock();
        }
        tellUntilHeard();
    }

    /** Interrupts all work and calls back, perhaps at once, when the last has returned. */
    void end(Runnable drained) {
        lock.lock();
        try {
            ended = true;
            whenDrained = drained;
            threads.values().forEach(Count::ended);
        } finally {
            lock.unlock();
        }
        tellIfDrained();
    }

    /** Whether work of this leadership has not returned yet. */
    public boolean isRunning() {
        lock.lock();
        try {
            return !threads.isEmpty() || stages > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the calling thread is inside this work. */
    public boolean isCurrent() {
        for (Run run = CURRENT.get(); run != null; run = run.outer) {
            if (run.work == this) {
                return true;
            }
        }
        return false;
    }

    /** Counts no work any more whose thread ends the JVM, and so never returns. */
    public void leaveExiting() {
        lock.lock();
        try {
            threads.keySet().removeIf(LeaderWork::exits);
        } finally {
            lock.unlock();
        }
        tellIfDrained();
    }

    private static boolean exits(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Runtime")
                    && frame.getMethodName().equals("exit")) {
                return true;
            }
        }
        return false;
    }

    private void leave(boolean interruptible) {
        lock.lock();
        try {
            threads.computeIfPresent(
                    Thread.currentThread(), (thread, count) -> count.returned(interruptible) ? null : count);
        } finally {
            lock.unlock();
        }
        tellUntilHeard();
    }

    /** The place in the queue is kept until this is heard: where memory does not suffice to tell it, the work's thread waits. */
    private void tellUntilHeard() {
        boolean interrupted = false;
        while (!isHeard()) {
            interrupted |= Thread.interrupted();
            LockSupport.parkNanos(UNTIL_MEMORY_RETURNS);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isHeard() {
        try {
            tellIfDrained();
            return true;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }

    private void tellIfDrained() {
        Runnable last = null;
        lock.lock();
        try {
            if (threads.isEmpty() && stages == 0) {
                last = whenDrained;
                whenDrained = null;
            }
        } finally {
            lock.unlock();
        }
        if (last != null) {
            try {
                last.run();
            } catch (Error untold) {
                whenDrained = last;
                throw untold;
            }
        }
    }

    /** One piece of work in a thread, inside another one if there is an outer one. */
    private record Run(
            LeaderWork work,
            Leadership leadership,
            boolean interruptible,
            WorkInterrupts interrupts,
            @Nullable Run outer) {

        boolean hasEnded() {
            return (interruptible && work.ended) || (outer != null && outer.hasEnded());
        }
    }

    private static final class Count {

        private final WorkInterrupts interrupts;
        private int runs;
        private int interruptibleRuns;

        Count(WorkInterrupts interrupts) {
            this.interrupts = interrupts;
        }

        void begun(boolean interruptible) {
            runs++;
            interruptibleRuns += interruptible ? 1 : 0;
        }

        /** Whether the last run of the thread has returned. */
        boolean returned(boolean interruptible) {
            interruptibleRuns -= interruptible ? 1 : 0;
            return --runs == 0;
        }

        void ended() {
            if (interruptibleRuns > 0) {
                interrupts.set();
            }
        }
    }
}
