// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

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
     * (see {@link ElectorOptions#drainTimeout()}). Work that goes on in other threads after this method has returned does not
     * count: {@link #callAsync} is for that.
     *
     * <p>The interrupt that the leadership has set is cleared when the work returns, and set anew if the thread is still inside
     * work of another leadership that has ended too. An interrupt that was pending when the leadership ended is left to its
     * owner; one that comes between the end of the leadership and the return of the work cannot be told from the
     * leadership's own.
     *
     * @throws LeadershipLostException if the leadership is not held; the work has then not been started
     * @throws Exception what the work throws
     */
    <T> T call(Callable<T> work) throws Exception;

    /**
     * The same as {@link #call}, but the end of the leadership does not interrupt the thread: for work that an interrupt would
     * damage, for example a file channel that it closes. The work asks {@link #isHeld()} between its steps.
     *
     * @throws LeadershipLostException if the leadership is not held; the work has then not been started
     * @throws Exception what the work throws
     */
    <T> T callUninterrupted(Callable<T> work) throws Exception;

    /** The same as {@link #call} for work that returns nothing and throws no checked exception. */
    void run(Runnable work);

    /**
     * Begins asynchronous leader-only work: the place in the queue is not given up before the stage has completed (see
     * {@link ElectorOptions#drainTimeout()}). {@code begin} itself runs in the calling thread, as with {@link #call}.
     *
     * <p>The end of the leadership does not cancel the stage, because cancelling a {@code CompletableFuture} completes it while what it
     * stands for runs on. The work asks {@link #isHeld()} between its steps, or ends itself by {@link #lost()}.
     *
     * @return the stage that {@code begin} has returned
     * @throws LeadershipLostException if the leadership is not held; {@code begin} has then not been called
     */
    <T> CompletionStage<T> callAsync(Supplier<? extends CompletionStage<T>> begin);

    /**
     * The same as {@link #callAsync}, but the end of the leadership does not interrupt the thread in which {@code begin} runs.
     *
     * @return the stage that {@code begin} has returned
     * @throws LeadershipLostException if the leadership is not held; {@code begin} has then not been called
     */
    <T> CompletionStage<T> callAsyncUninterrupted(Supplier<? extends CompletionStage<T>> begin);

    /** The leadership under which the calling thread runs leader-only work, if it does. */
    static Optional<Leadership> current() {
        return io.baton.internal.leadership.LeaderWork.current();
    }
}
