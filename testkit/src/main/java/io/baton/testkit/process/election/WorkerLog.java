// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The log of a process, which is read from a pipe, or not read for a while. Thread-safe. */
public final class WorkerLog implements Consumer<String> {

    private static final int KEPT = 20_000;

    private final Lock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final Deque<String> lines = new ArrayDeque<>();
    private boolean isShut;

    /** From now on nothing is read: when the pipe is full, the process that writes its log waits. */
    public void shut() {
        locked(() -> isShut = true);
    }

    /** Reads what has piled up, and goes on. */
    public void open() {
        locked(() -> {
            isShut = false;
            opened.signalAll();
        });
    }

    /** The last lines of a level, as in {@code WARN}, that a logger whose name begins so has written. */
    public List<String> lines(String level, String logger) {
        lock.lock();
        try {
            return lines.stream()
                    .filter(line -> line.contains(" " + level + " " + logger))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was said so far. */
    public void forget() {
        locked(lines::clear);
    }

    /** A line; not before {@link #open} while it is shut. */
    @Override
    public void accept(String line) {
        locked(() -> {
            while (isShut) {
                opened.awaitUninterruptibly();
            }
            if (lines.size() == KEPT) {
                lines.removeFirst();
            }
            lines.addLast(line);
        });
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
