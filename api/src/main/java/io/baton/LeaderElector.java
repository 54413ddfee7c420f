// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
     * @throws BatonException if the elector is closed, or cannot stand for a reason that somebody has to mend
     */
    Leadership awaitLeadership() throws InterruptedException;

    /**
     * Waits until this process leads, at most for the given time.
     *
     * @return the leadership, or nothing if the time has passed
     * @throws BatonException if the elector is closed, or cannot stand for a reason that somebody has to mend
     */
    Optional<Leadership> awaitLeadership(Duration timeout) throws InterruptedException;

    /**
     * Runs the task once in each leadership, in a thread of its own. The thread is interrupted when the leadership ends,
     * and the place in the queue is not given up before the task has returned (see
     * {@link ElectorOptions#drainTimeout()}). What the task throws is logged and ends nothing but this run.
     *
     * @return this elector
     */
    LeaderElector whileLeader(Task task);

    /**
     * Adds a listener. One that is added while this process leads hears of that leadership first.
     *
     * @return this elector
     */
    LeaderElector listen(LeadershipListener listener);

    /**
     * Asks the store who leads; does not need a started elector. A participant of another kind (a Curator
     * {@code LeaderLatch}, {@code etcdctl elect}) that is first in the queue counts as the leader.
     *
     * @return the leader, or nothing if nobody has taken office
     * @throws BatonException if the store does not answer in time
     */
    Optional<Leader> leader() throws InterruptedException;

    /**
     * Asks the store who stands, in the order of the queue; does not need a started elector.
     *
     * @throws BatonException if the store does not answer in time
     */
    List<Candidate> candidates() throws InterruptedException;

    /**
     * Tells the observer who leads, now and after every change, also that nobody does; does not need a started elector.
     * Changes that follow one another quickly may be told as one. The calls come one at a time, on the callback threads.
     *
     * @return closes the observation
     */
    Observation observe(Consumer<Optional<Leader>> observer);

    /**
     * Steps down and stays a candidate: leader-only work is cancelled and drained, the place is released, and after
     * {@link ElectorOptions#resignBackoff()} the elector stands again at the end of the queue. Does nothing if this
     * process does not lead. Returns at once.
     */
    void resign();

    /**
     * Leaves the election: leader-only work is cancelled and drained, then the place is released. Returns when that is
     * done or {@link ElectorOptions#drainTimeout()} has passed; what {@link ElectorOptions#onDrainTimeout()} says happens
     * then. May be called more than once.
     */
    @Override
    void close();

    /** Work that is done while this process leads. */
    @FunctionalInterface
    interface Task {
        /** Returns soon after the thread is interrupted or {@link Leadership#isHeld()} has turned false. */
        void run(Leadership leadership) throws Exception;
    }

    /** What {@link #observe} returns. */
    @FunctionalInterface
    interface Observation extends AutoCloseable {
        /** Ends the observation; a call that has begun may still end after this returns. */
        @Override
        void close();
    }
}
