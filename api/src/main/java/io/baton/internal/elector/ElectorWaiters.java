// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.BatonException;
import io.baton.Leadership;
import io.baton.spi.ElectionName;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The threads that wait for one elector to lead. */
public final class ElectorWaiters {

    private final ElectionName name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable BatonException end;
    private @Nullable BatonException refusal;
    private boolean started;

    ElectorWaiters(ElectionName name) {
        this.name = name;
    }

    /** Waits for a leadership; nothing if the time has passed. */
    public Optional<Leadership> await(Supplier<Optional<Leadership>> leadership, long nanos)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (!started && end == null) {
                throw new IllegalStateException("the elector of election '" + name
                        + "' does not stand, so it never leads; call start() before awaitLeadership()");
            }
            refusal = null;
            long left = nanos;
            for (Optional<Leadership> mine = leadership.get(); ; mine = leadership.get()) {
                if (mine.isPresent()) {
                    return mine;
                }
                BatonException why = end != null ? end : refusal;
                if (why != null) {
                    throw new BatonException(String.valueOf(why.getMessage()), why);
                }
                if (left <= 0) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    public void ensureOpen() {
        if (isClosed()) {
            throw closed();
        }
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return end != null;
        } finally {
            lock.unlock();
        }
    }

    /** From now on there is something to wait for. */
    public void start() {
        ensureOpen();
        change(() -> started = true);
    }

    void wake() {
        change(() -> {});
    }

    void refuse(BatonException why) {
        change(() -> refusal = why);
    }

    public void close() {
        change(() -> end = closed());
    }

    private BatonException closed() {
        return new BatonException("the elector of election '" + name + "' is closed");
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
