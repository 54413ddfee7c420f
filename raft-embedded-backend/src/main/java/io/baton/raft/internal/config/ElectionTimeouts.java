// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.config;

import java.time.Duration;

/**
 * How long a follower waits for its Raft leader before it stands for election, at least and at most. Both grow with the lease
 * duration of the member's own process: a long lease is chosen where processes stop for a while, and such a stop must not
 * cost an election each time. Beyond {@link #LONGEST_SHORTEST} they do not grow: the group does nothing while it waits.
 */
public record ElectionTimeouts(Duration shortest, Duration longest) {

    /** Those of the default lease duration, and of every shorter one. */
    public static final ElectionTimeouts DEFAULT = new ElectionTimeouts(Duration.ofMillis(150), Duration.ofMillis(250));

    private static final Duration DEFAULT_LEASE = LeaseProfile.BALANCED.lease();
    private static final Duration LONGEST_SHORTEST = Duration.ofSeconds(1);

    public static ElectionTimeouts of(Duration lease) {
        if (lease.compareTo(DEFAULT_LEASE) <= 0) {
            return DEFAULT;
        }
        Duration proportional = DEFAULT.shortest.multipliedBy(lease.toMillis()).dividedBy(DEFAULT_LEASE.toMillis());
        Duration shortest = proportional.compareTo(LONGEST_SHORTEST) < 0 ? proportional : LONGEST_SHORTEST;
        return new ElectionTimeouts(
                shortest, DEFAULT.longest.multipliedBy(shortest.toMillis()).dividedBy(DEFAULT.shortest.toMillis()));
    }

    /** A bound that is right for the default lease duration, as much longer as elections may take longer. */
    public Duration stretch(Duration bound) {
        return bound.multipliedBy(shortest.toMillis()).dividedBy(DEFAULT.shortest.toMillis());
    }
}
