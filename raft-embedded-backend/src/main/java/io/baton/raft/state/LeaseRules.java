// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import java.time.Duration;

/** How long what rests on the lease of a session counts. */
public final class LeaseRules {

    private static final int RESTING_LEASES = 10;
    private static final long LONGEST_LEASE = Duration.ofDays(365).toNanos();

    private LeaseRules() {}

    /** How long a session with that lease is kept that stands in no election: no candidate waits for its end. */
    public static long resting(long leaseNanos) {
        return leaseNanos <= LONGEST_LEASE ? RESTING_LEASES * leaseNanos : leaseNanos;
    }

    /** How long a proof counts in a session with that lease. */
    public static long validity(long leaseNanos) {
        return leaseNanos - leaseNanos / 20;
    }
}
