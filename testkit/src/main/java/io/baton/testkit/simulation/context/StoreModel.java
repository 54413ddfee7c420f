// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.testkit.simulation.Simulation;
import java.util.List;
import java.util.Optional;

/**
 * A store that a {@link Simulation} is played on, with every way to it: what goes wrong on these ways, and in the store
 * itself, is its part. All of it happens in one thread, in steps that are handed to the {@link SimulationContext} or to a {@link ProcessContext}.
 * What it says of elections and sessions is true at this moment, not what some server believes.
 */
public interface StoreModel {

    /** The backend of one process that begins to live. */
    ElectionBackend backend(ProcessContext processContext);

    /** The names of processes that the store needs besides the given ones; they stand in no election. */
    default List<String> servers(List<String> candidates) {
        return List.of();
    }

    /** Whether the store goes on if that process, and those for which this was said before, never come back. */
    default boolean canDoWithout(String process) {
        return true;
    }

    /** Faults may begin. */
    default void begin() {}

    /** Faults are over: whatever this store has broken by itself is to be mended. */
    default void heal() {}

    CandidateQueue candidateQueue(ElectionName election);

    Optional<FloorRecord> floor(ElectionName election);

    Optional<LeaderRecord> leaderRecord(ElectionName election);

    /** The sessions that stand. */
    List<String> sessions();

    /** The session of the candidacy that has this order value, if it stands. */
    Optional<String> sessionOf(ElectionName election, long orderValue);

    /** Ends a session although it is alive. */
    void expire(String session);

    /** Deletes a candidacy behind its owner's back. */
    void delete(ElectionName election, long orderValue);
}
