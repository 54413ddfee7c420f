// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.spi.Electorate;
import io.baton.spi.Standing;

/** The answer to one {@link Request}. */
public sealed interface Answer {

    /** It was done; of a fence: nobody can prove with an earlier one any more. */
    record Done() implements Answer {}

    /** The candidacy is not there and never will be. */
    record Gone() implements Answer {}

    /** A record is no longer what the request rested on. */
    record Changed() implements Answer {}

    /** Somebody has written the session's fence, which has this version now. */
    record Fenced(long fence) implements Answer {}

    /** The candidacy stands there. */
    record Stands(Standing standing) implements Answer {}

    /** Who stands. */
    record Listed(Electorate electorate) implements Answer {}

    /** The floor that holds now. */
    record FloorIs(long floor) implements Answer {}

    /** The request is against a rule. */
    record Refused(String why) implements Answer {}
}
