// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.session.SessionEnvironment;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** A strand whose time a test advances, without a thread of its own. */
final class ManualStrand implements Strand.Carrier {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private long now = 1;
    private long numbers;
    private boolean stopped;

    private record Due(long at, long number, Runnable task) {}

    long now() {
        return now;
    }

    /** Has a session run here, with that number. */
    SessionEnvironment environment(long nonce) {
        return new SessionEnvironment() {
            @Override
            public Strand strand(Consumer<Throwable> onFault) {
                return new Strand(ManualStrand.this, fault -> {
                    throw new AssertionError(fault);
                });
            }

            @Override
            public long nonce() {
                return nonce;
            }
        };
    }

    /** Runs what waits, and each timer when its time comes. */
    void advance(Duration time) {
        long until = now + time.toNanos();
        runTasks();
        while (!timers.isEmpty() && timers.element().at <= until) {
            Due due = timers.remove();
            now = Math.max(now, due.at);
            due.task.run();
            runTasks();
        }
        now = until;
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Override
    public boolean run(Runnable task) {
        return !stopped && tasks.add(task);
    }

    @Override
    public Strand.Timer later(Duration delay, Runnable task) {
        if (stopped) {
            return () -> {};
        }
        Due due = new Due(now + delay.toNanos(), ++numbers, task);
        timers.add(due);
        return () -> timers.remove(due);
    }

    /** Closing a session waits for no other thread. */
    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public boolean awaitStop(Duration bound) {
        return true;
    }
}
