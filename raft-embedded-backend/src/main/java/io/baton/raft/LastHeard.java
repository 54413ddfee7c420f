// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.time.Duration;
import java.util.Optional;

/**
 * When this member last heard the Raft leader that it follows. Ratis forgets that when it is elected itself, so it has to be
 * noted all the time.
 */
final class LastHeard {

    /** An election takes longer than this from the last thing heard: nothing was heard after a younger note. */
    private static final long YOUNG = Duration.ofMillis(100).toNanos();

    private String leader = "";
    private long heardAt;
    private long notedAt;

    /**
     * A Raft leader that is not the leader any more.
     *
     * @param heardAt no earlier than the last thing that it sent and that came here
     */
    record OldLeader(String member, long heardAt) {}

    /** This member follows that one. */
    void follows(String member, long lastHeardAt, long now) {
        if (!member.isEmpty()) {
            leader = member;
            heardAt = lastHeardAt;
        }
        notedAt = now;
    }

    /** This member stands for the lead, and accepts nothing from whoever led before. */
    void stands(long now) {
        notedAt = now;
    }

    /** Whom this member has followed until it was elected, if that is known well enough. */
    Optional<OldLeader> elected(long now) {
        return leader.isEmpty() || now - notedAt > YOUNG
                ? Optional.empty()
                : Optional.of(new OldLeader(leader, heardAt));
    }
}
