// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The one thread of a session, with its timers. Whatever the session knows is read and written on it only, so that no
 * other class of the backend needs a lock. The threads of the store's client and the callers' only hand tasks over, in
 * order. Its methods may be called from any thread.
 */
public final class Strand {

    private final Carrier carrier;
    private final Consumer<Throwable> onFault;

    /** @param onFault hears what a task has thrown; runs on the strand */
    public Strand(String name, Consumer<Throwable> onFault) {
        this(new StrandThread(name), onFault);
    }

    /**
     * A strand without a thread of its own, for simulations.
     *
     * @param onFault hears what a task has thrown; runs on the strand
     */
    public Strand(Carrier carrier, Consumer<Throwable> onFault) {
        this.carrier = carrier;
        this.onFault = onFault;
    }

    /** Whether the task will run: not after {@link #stop}. */
    public boolean run(Runnable task) {
        return carrier.run(guarded(task));
    }

    public Timer later(Duration delay, Runnable task) {
        return carrier.later(delay, guarded(task));
    }

    public boolean isCurrent() {
        return carrier.isCurrent();
    }

    /** Takes no more tasks, runs those that it has, and ends the thread. */
    public void stop() {
        carrier.stop();
    }

    public boolean awaitStop(Duration bound) throws InterruptedException {
        return carrier.awaitStop(bound);
    }

    // An executor would keep the fault in a future that is never read.
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error fault) {
                tell(fault);
            }
        };
    }

    /** A handler that throws hears of that, too, but only once: it may have stopped half-way through ending something. */
    private void tell(Throwable fault) {
        try {
            onFault.accept(fault);
        } catch (RuntimeException | Error another) {
            onFault.accept(another);
        }
    }

    /** What {@link #later} returns. */
    public interface Timer {
        void cancel();
    }

    /** What runs the tasks of a strand, one after the other, those without a delay in the order in which they came. */
    public interface Carrier {

        /** Whether the task will run. */
        boolean run(Runnable task);

        Timer later(Duration delay, Runnable task);

        /** Whether the caller is a task of this strand. */
        boolean isCurrent();

        /** Takes no more tasks and runs those that it has. */
        void stop();

        /** Whether all tasks have run. */
        boolean awaitStop(Duration bound) throws InterruptedException;
    }
}
