// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import java.util.List;

/** What came of a {@link Command}. */
public sealed interface Reply {

    /** The session stands. */
    record Opened(SessionId session) implements Reply {}

    /**
     * The session stands, with what came of its requests, in their order.
     *
     * @param index that of the entry
     * @param level that of the forms that the group writes
     */
    record Acted(long index, int level, List<Result> results) implements Reply {
        public Acted {
            results = List.copyOf(results);
        }
    }

    /** There is no such session. */
    record NoSession() implements Reply {}

    /** A later entry of the session was carried out before; this one was not, and never will be. */
    record Superseded(long lastNumber) implements Reply {}

    /** What an administrator or the expiry asked for; whether there was anything to end. */
    record Settled(boolean changed) implements Reply {}

    /** The entry is against a rule, or not readable. */
    record Refused(String why) implements Reply {}
}
