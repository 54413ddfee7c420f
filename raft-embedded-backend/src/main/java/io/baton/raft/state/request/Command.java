// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import io.baton.spi.ElectionName;
import java.util.List;

/** One entry of the log. Carried out twice it does what it does once. */
public sealed interface Command {

    /** The most requests in one entry. */
    int MOST_REQUESTS = 1_000;

    /**
     * Opens a session, or answers the one that the same attempt has opened.
     *
     * @param nonce drawn once for each attempt to open a session
     * @param leaseNanos how long the session is kept when nothing is heard of it; holds whatever a member is configured with
     * @param home the member in whose process the session lives, or the empty string if that process is no member
     * @param secret the digest of what its process shows with each further entry
     */
    record Open(long nonce, long leaseNanos, String home, SecretDigest secret) implements Command {

        private static final long SHORTEST_LEASE = 1_000_000;

        public Open {
            if (leaseNanos < SHORTEST_LEASE) {
                throw new IllegalArgumentException("a lease of " + leaseNanos + " ns");
            }
        }
    }

    /**
     * Shows that the session is alive, and asks for whatever it wants.
     *
     * @param number greater than that of the session's last entry, or the same if that one is repeated
     * @param heardUpTo the index up to which the session has heard all {@link SessionEvents}
     */
    record Act(SessionId session, long number, long heardUpTo, List<Request> requests) implements Command {
        public Act {
            requests = List.copyOf(requests);
            if (requests.size() > MOST_REQUESTS) {
                throw new IllegalArgumentException(requests.size() + " requests in one entry");
            }
        }
    }

    /** Ends a session by its own wish. */
    record Close(SessionId session) implements Command {}

    /** Ends a session of which nothing was heard for its lease after the entry with that number, if that is still its last. */
    record Expire(SessionId session, long lastNumber) implements Command {}

    /** Ends a session by an administrator's wish, alive or not. */
    record Revoke(SessionId session) implements Command {}

    /** Removes a candidacy by an administrator's wish. */
    record Remove(ElectionName election, long orderValue) implements Command {}

    /** Has the group write the forms of a higher level, which all members have said that they read. */
    record RaiseLevel(FormatLevel level) implements Command {}
}
