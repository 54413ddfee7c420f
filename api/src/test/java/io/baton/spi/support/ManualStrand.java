// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/** Carries a strand whose time a test advances, on the test's own thread. */
final class ManualStrand implements Strand.Carrier {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Due> timers = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private long now = 1;
    private boolean stopped;

    private record Due(long at, Runnable task) {}

    long now() {
        return now;
    }

    boolean isStopped() {
        return stopped;
    }

    int timers() {
        return timers.size();
    }

    /** Runs what waits, and each timer when its time comes. */
    void advance(Duration time) {
        long until = now + time.toNanos();
        runTasks();
        while (!timers.isEmpty() && timers.element().at() <= until) {
            Due due = timers.remove();
            now = due.at();
            due.task().run();
            runTasks();
        }
        now = until;
    }

    void runTasks() {
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
        Due due = new Due(now + delay.toNanos(), task);
        timers.add(due);
        return () -> timers.remove(due);
    }

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
        return stopped;
    }
}
