// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.time.Duration;
import java.util.Optional;

/**
 * When this member last heard the Raft leader that it follows. Ratis forgets that when it is elected itself, so it has to be
 * noted all the time.
 */
final class LastHeard {

    /** An election begins later than this after the last thing heard: nothing was heard between notes that are closer. */
    private static final long YOUNG = Duration.ofMillis(100).toNanos();

    private Optional<OldLeader> leader = Optional.empty();
    private long notedAt;

    /**
     * A Raft leader that is not the leader any more.
     *
     * @param term in which it led
     * @param heardAt no earlier than the last thing that it sent and that came here
     */
    record OldLeader(String member, long term, long heardAt) {}

    /** This member follows that one. */
    void follows(OldLeader present, long now) {
        leader = Optional.of(present);
        notedAt = now;
    }

    /** This member follows nobody: it accepts nothing from whoever led before, unless it follows that one again. */
    void stands(long now) {
        leader = before(now);
        notedAt = now;
    }

    /** Whom this member has followed until it was elected, if that is known well enough. */
    Optional<OldLeader> before(long now) {
        return leader.filter(known -> now - notedAt <= YOUNG);
    }
}
