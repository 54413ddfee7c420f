// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import io.baton.Candidate;
import io.baton.spi.ElectionName;

/** What a session asks for. A candidacy has a tag, which its session has never used before. */
public sealed interface Request {

    /** One proof. */
    record Prove(long fence) implements Request {}

    /** Enters the queue. */
    record Enter(long tag, ElectionName election, Candidate candidate) implements Request {}

    /** Asks where a candidacy stands. */
    record Look(long tag) implements Request {}

    /** Raises the floor record's validity if it is still the record that was read, then looks. */
    record RaiseValidity(long tag, long floorVersion, long validityNanos) implements Request {}

    /**
     * Takes leadership.
     *
     * @param fence the version of the session's fence
     * @param floorVersion the version of the floor record
     * @param leaderRecord what the leader record is expected to be
     * @param token the token to be written into it
     */
    record TakeLeadership(long tag, long fence, long floorVersion, ExpectedLeaderRecord leaderRecord, long token)
            implements Request {}

    /**
     * Takes leadership in the entry by which the one who leads releases, if everything is then as this says.
     *
     * @param bid its number, greater than that of every earlier one of the candidacy
     * @param led the order value of the one who leads
     */
    record BidAhead(long tag, long bid, long fence, long floorVersion, long led, long token) implements Request {}

    /**
     * The leader record that a bid rests on.
     *
     * @param led the order value of the last leader when it was read
     * @param version its version when it was read
     * @param released whether it is expected to be what that record becomes by the release of its own leader
     */
    record ExpectedLeaderRecord(long led, long version, boolean released) {}

    /** Writes the fence of a session. */
    record Fence(SessionId session) implements Request {}

    /** Leaves the queue, with a note if the candidacy led. */
    record Release(long tag) implements Request {}

    /**
     * Lists a page of a queue.
     *
     * @param after the order value behind which the page begins, or 0 for the first page
     */
    record ListQueue(ElectionName election, long after) implements Request {}

    /** Asks who leads. */
    record AskLeader(ElectionName election) implements Request {}

    /** Deletes the records of an election that is over. */
    record Forget(ElectionName election) implements Request {}

    /** Raises a floor. Never in one entry with a candidate that enters that election. */
    record RaiseFloor(ElectionName election, long atLeast) implements Request {}
}
