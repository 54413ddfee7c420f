// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One candidate in one election. Safe for use by any number of threads.
 *
 * <p>A started elector stands, leads when its turn comes, and after any loss stands again by itself with a new candidacy
 * and so with a new token, until it is closed.
 */
public interface LeaderElector extends AutoCloseable {

    /** The election's name. */
    String election();

    /** Who stands here. */
    Candidate candidate();

    /**
     * Begins to stand. Does nothing if it has begun before.
     *
     * @return this elector
     * @throws BatonException if the elector is closed
     */
    LeaderElector start();

    /** The leadership that this process holds now, if it does. */
    Optional<Leadership> leadership();

    /** Whether this process leads now; the same as {@code leadership().isPresent()}. */
    boolean isLeader();

    /**
     * Waits until this process leads.
     *
     * @throws IllegalStateException if the elector was not started
     * @throws BatonException if the elector is closed, or cannot stand for a reason that an operator has to mend
     */
    Leadership awaitLeadership() throws InterruptedException;

    /**
     * Waits until this process leads, at most for the given time; a negative time is zero, and more than fifty years are fifty.
     *
     * @return the leadership, or nothing if the time has passed
     * @throws IllegalStateException if the elector was not started
     * @throws BatonException if the elector is closed, or cannot stand for a reason that an operator has to mend
     */
    Optional<Leadership> awaitLeadership(Duration timeout) throws InterruptedException;

    /**
     * Runs the task once in each leadership, in a thread of its own. The thread is interrupted when the leadership ends,
     * and the place in the queue is not given up before the task has returned (see
     * {@link ElectorOptions#drainTimeout()}).
     *
     * <p>A task that throws while the leadership is held has failed, also one whose thread could not be started: this process
     * resigns, so that another can do the work, unless {@link ElectorOptions#onTaskFailure()} says otherwise. It stands again after
     * {@link ElectorOptions#resignBackoff()}, at least a quarter of a second, and doubles that pause up to 30 s until a run has
     * lasted longer than the pause. A task that returns has done its work for this leadership: the leadership stays, and the
     * task does not run again before the next one.
     *
     * <pre>{@code
     * elector.whileLeader(leadership -> {
     *     while (leadership.isHeld()) {
     *         sendNextInvoice(leadership.token()); // throws: this process resigns and another one goes on
     *     }
     * });
     * elector.whileLeader(leadership -> routes.register(leadership.token())); // returns: this process leads on
     * }</pre>
     *
     * @return this elector
     * @throws BatonException if the elector is closed
     */
    LeaderElector whileLeader(Task task);

    /**
     * Adds a listener that is called on the connection's callback threads. One that is added while this process leads hears of
     * that leadership first.
     *
     * @return ends it; a leadership that was told before is then not told to have ended
     * @throws BatonException if the elector is closed
     */
    Subscription listen(LeadershipListener listener);

    /**
     * Adds a listener that is called on threads of the application, one call at a time and in order. The executor is called on
     * the connection's callback threads, so that one that runs calls in the calling thread harms nothing. When it throws, for
     * example because it is full, the calls wait and are handed over again with the next one; the listener of an executor that
     * leaves a thousand calls undone is removed.
     *
     * @return ends it; a leadership that was told before is then not told to have ended
     * @throws BatonException if the elector is closed
     */
    Subscription listen(LeadershipListener listener, Executor executor);

    /**
     * Asks the store who leads; does not need a started elector. A participant of another kind (a Curator
     * {@code LeaderLatch}, {@code etcdctl elect}) that is first in the queue counts as the leader.
     *
     * @return the leader, or nothing if no candidate has taken leadership
     * @throws BatonException if the store does not answer in time
     */
    Optional<Leader> leader() throws InterruptedException;

    /**
     * Asks the store who stands, in the order of the queue; does not need a started elector. A long queue may take several
     * requests: each candidate that stands from the first to the last is listed once.
     *
     * @throws BatonException if the store does not answer in time
     */
    List<Candidate> candidates() throws InterruptedException;

    /**
     * Tells the observer who leads, now and after every change, also that there is no leader; does not need a started elector.
     * Changes that follow one another quickly may be told as one. The calls come one at a time, on the callback threads.
     *
     * @return ends the observation
     * @throws BatonException if the elector is closed
     */
    Subscription observe(Consumer<Optional<Leader>> observer);

    /**
     * Steps down and stays a candidate: leader-only work is cancelled and drained, the place is released, and after
     * {@link ElectorOptions#resignBackoff()} the elector stands again at the end of the queue. Does nothing if this
     * process does not lead. Returns at once.
     */
    void resign();

    /**
     * Leaves the election: leader-only work is cancelled and drained, then the place is released. Returns when that is
     * done, at the latest two seconds after {@link ElectorOptions#drainTimeout()} or, when no work runs, after two seconds; what
     * {@link ElectorOptions#onDrainTimeout()} says happens then, and the rest goes on in the background.
     *
     * <p>From inside leader-only work of this elector it returns at once: the place is released when that work has returned. May
     * be called more than once.
     */
    @Override
    void close();

    /** Work that is done while this process leads. */
    @FunctionalInterface
    interface Task {
        /** Returns soon after the thread is interrupted or {@link Leadership#isHeld()} has turned false. */
        void run(Leadership leadership) throws Exception;
    }
}
