// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Store;
import java.time.Duration;

/**
 * How often a session puts an entry into the log when it has nothing to ask for.
 *
 * <p>Why a third of the lease keeps a waiting session: an attempt counts as lost after 170 ms, and the next one follows at once.
 * With the default lease of 800 ms the attempts go after 267, 437 and 607 ms, so that two may be lost and the third has 190 ms
 * to be applied; with an eighth it is three that may be lost. A longer lease leaves time for more attempts. While no member
 * leads the group no attempt succeeds, and the next Raft leader gives the session a lease of its own before it expires it.
 */
enum Pace {

    /** A candidate leads, or may lead as soon as one other has left. */
    LEADING_OR_NEXT,

    /** All candidates stand further behind. */
    WAITING,

    /** The session has no candidate, so the group keeps it longer. */
    RESTING;

    private static final int PROOFS = 8;
    private static final int SIGNS = 3;

    /** The longest time from one entry to the next. */
    Duration period(Duration lease) {
        return switch (this) {
            case LEADING_OR_NEXT -> lease.dividedBy(PROOFS);
            case WAITING -> lease.dividedBy(SIGNS);
            case RESTING -> Duration.ofNanos(Store.resting(lease.toNanos())).dividedBy(SIGNS);
        };
    }
}
