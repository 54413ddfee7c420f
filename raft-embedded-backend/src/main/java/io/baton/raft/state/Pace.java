// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import java.time.Duration;

/**
 * How often a session puts an entry into the log when it has nothing to ask for.
 *
 * <p>Why a third of the lease keeps a session that does not lead: an attempt counts as lost after 170 ms, and the next one
 * follows at once. With the default lease of 800 ms the attempts go after 267, 437 and 607 ms, so that two may be lost and the
 * third has 190 ms to be applied. A longer lease leaves time for more attempts. While no member leads the group no attempt
 * succeeds, and the next Raft leader gives the session a lease of its own before it expires it.
 *
 * <p>Why a sixth keeps a leadership, as on ZooKeeper and etcd: it is valid for 95 % of the lease. Two attempts on the direct way
 * may be lost, and the third, which another member forwards after 473 ms, leaves 287 ms. When the Raft leader is gone the next
 * one has 627 ms to commit its first entry: that takes 100 to 300 ms after a process, 300 to 600 ms after a host.
 */
public enum Pace {

    /** A candidate leads, or no other stands before it. */
    LEADING,

    /** Others stand before all candidates of the session. */
    WAITING,

    /** The session has no candidate, so the group keeps it longer. */
    RESTING;

    /** In each lease. */
    public static final int PROOFS = 6;

    private static final int SIGNS = 3;

    /** The longest time from one entry to the next. */
    public Duration period(Duration lease) {
        return switch (this) {
            case LEADING -> lease.dividedBy(PROOFS);
            case WAITING -> lease.dividedBy(SIGNS);
            case RESTING ->
                Duration.ofNanos(LeaseRules.resting(lease.toNanos())).dividedBy(SIGNS);
        };
    }
}
