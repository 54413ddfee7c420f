// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import io.baton.Leader;
import io.baton.spi.CandidateQueue;
import io.baton.spi.QueuePosition;
import java.util.Optional;

/** What came of one {@link Request}. */
public sealed interface Result {

    /** It was done; of a fence: no proof with an earlier one can succeed any more. */
    record Done() implements Result {}

    /** The candidacy is not there and never will be. */
    record Gone() implements Result {}

    /** A record is no longer what the request rested on. */
    record Changed() implements Result {}

    /** The session's fence was written, and has this version now. */
    record Fenced(long fence) implements Result {}

    /**
     * The candidacy stands there.
     *
     * @param leadsByBid the number of the bid made ahead by which it leads, or 0
     */
    record Position(QueuePosition position, long leadsByBid) implements Result {}

    /**
     * One page of a queue.
     *
     * @param more whether candidates stand behind the last one of this page
     */
    record Listed(CandidateQueue page, boolean more) implements Result {}

    /** The floor that holds now. */
    record FloorIs(long floor) implements Result {}

    /** Who leads, if a candidate does. */
    record LeaderIs(Optional<Leader> leader) implements Result {}

    /** Whether nothing is left of the election; otherwise it is in use. */
    record Forgotten(boolean nothingLeft) implements Result {}

    /** The answer to the whole entry is long enough without this one: to be asked again in another entry. */
    record Later() implements Result {}

    /** The request is against a rule. */
    record Refused(String why) implements Result {}
}
