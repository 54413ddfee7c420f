// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * One unbroken period in which this process leads one election. Safe for use by any number of threads.
 *
 * <p>While {@link #isHeld()} answers true, no other process's {@code isHeld()} for the same election does. The answer is
 * about the moment of the call: a process may be stopped between asking and acting, so work that must never be done
 * twice hands {@link #token()} to the resource it writes to.
 */
public interface Leadership {

    /** The election's name. */
    String election();

    /** This leadership's token; never changes. */
    FencingToken token();

    /**
     * Whether this process leads now. Turns false by the local monotonic clock alone, without any thread or network,
     * and never becomes true again. Costs about as much as reading the clock and allocates nothing.
     */
    boolean isHeld();

    /** How long {@link #isHeld()} stays true if the store is not heard from again; zero once it has ended. */
    Duration remaining();

    /**
     * Does nothing while the leadership is held.
     *
     * @throws LeadershipLostException if it is not
     */
    void ensureHeld();

    /** Completes when the leadership has ended; dependent actions run on the callback threads. */
    CompletionStage<LossReason> lost();

    /**
     * Runs leader-only work in the calling thread: {@link #current()} answers this leadership inside, the thread is
     * interrupted when the leadership ends, and the place in the queue is not given up before the work has returned
     * (see {@link ElectorOptions#drainTimeout()}).
     *
     * @throws LeadershipLostException if the leadership is not held; the work has then not been started
     * @throws Exception what the work throws
     */
    <T> T call(Callable<T> work) throws Exception;

    /** The same as {@link #call} for work that returns nothing and throws no checked exception. */
    void run(Runnable work);

    /** The leadership under which the calling thread runs leader-only work, if it does. */
    static Optional<Leadership> current() {
        return io.baton.internal.LeaderWork.current();
    }
}
