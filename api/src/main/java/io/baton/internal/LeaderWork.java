// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Leadership;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The work that runs under one leadership: cancelled when it ends, and counted until it has returned. */
public final class LeaderWork {

    private static final ThreadLocal<Leadership> CURRENT = new ThreadLocal<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Thread, Integer> threads = new HashMap<>();
    private boolean ended;
    private @Nullable Runnable whenDrained;

    LeaderWork() {}

    /** The leadership under which the calling thread runs leader-only work, if it does. */
    public static Optional<Leadership> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs the work, or answers nothing without having started it if the leadership has ended. */
    <T> Optional<Callable<T>> begin(Leadership leadership, Callable<T> work) {
        lock.lock();
        try {
            if (ended || !leadership.isHeld()) {
                return Optional.empty();
            }
            threads.merge(Thread.currentThread(), 1, Integer::sum);
        } finally {
            lock.unlock();
        }
        return Optional.of(() -> {
            Leadership outer = CURRENT.get();
            CURRENT.set(leadership);
            try {
                return work.call();
            } finally {
                if (outer == null) {
                    CURRENT.remove();
                } else {
                    CURRENT.set(outer);
                }
                leave();
            }
        });
    }

    /** Interrupts all work and calls back, perhaps at once, when the last has returned. */
    void end(Runnable drained) {
        lock.lock();
        try {
            ended = true;
            threads.keySet().forEach(Thread::interrupt);
            if (!threads.isEmpty()) {
                whenDrained = drained;
                return;
            }
        } finally {
            lock.unlock();
        }
        drained.run();
    }

    private void leave() {
        Runnable last = null;
        lock.lock();
        try {
            Integer left = threads.computeIfPresent(Thread.currentThread(), (t, n) -> n == 1 ? null : n - 1);
            if (left == null && ended) {
                // The interrupt was meant for this work, not for what the thread does next.
                Thread.interrupted();
            }
            if (threads.isEmpty()) {
                last = whenDrained;
                whenDrained = null;
            }
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.run();
        }
    }
}
