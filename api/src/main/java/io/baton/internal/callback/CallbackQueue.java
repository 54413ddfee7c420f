// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.callback;

import io.baton.spi.support.AsyncLogger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Runs calls into the application one at a time and in order, and survives what they throw. */
public final class CallbackQueue {

    private static final AsyncLogger LOG = AsyncLogger.of(CallbackQueue.class);

    private final Executor executor;
    private final String owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Runnable> calls = new ArrayDeque<>();
    private boolean running;

    public CallbackQueue(Executor executor, String owner) {
        this.executor = executor;
        this.owner = owner;
    }

    /** Never blocks and never runs the call in the calling thread. */
    public void add(Runnable call) {
        lock.lock();
        try {
            calls.add(call);
            if (running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(this::runNext);
        } catch (RuntimeException | Error e) {
            stopped();
            LOG.error("A callback of election '{}' waits for the next one: its thread cannot be had", owner, e);
        }
    }

    private void stopped() {
        lock.lock();
        try {
            running = false;
        } finally {
            lock.unlock();
        }
    }

    private void runNext() {
        boolean empty = false;
        try {
            for (Runnable call = next(); call != null; call = next()) {
                runGuarded(call);
            }
            empty = true;
        } finally {
            if (!empty) {
                // Memory has run out: the next call begins again.
                stopped();
            }
        }
    }

    private void runGuarded(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            LOG.error("A callback of election '{}' has thrown; the election goes on", owner, e);
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable call = calls.poll();
            running = call != null;
            return call;
        } finally {
            lock.unlock();
        }
    }
}
