// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import java.util.Optional;

/**
 * Where a candidacy stands, as the store told it, with both records of its election.
 *
 * @param orderValue what the store assigned on entry: greater than zero, and greater for those who entered later
 * @param predecessor the nearest candidacy before this one, or nothing if no candidacy stands before it
 * @param floor the floor record
 * @param leaderRecord the leader record
 */
public record QueuePosition(
        long orderValue, Optional<Predecessor> predecessor, FloorRecord floor, LeaderRecord leaderRecord) {

    /**
     * The nearest candidacy before another one.
     *
     * @param orderValue its order value
     * @param session its session
     * @param first whether no candidacy stands before it
     */
    public record Predecessor(long orderValue, String session, boolean first) {}
}
