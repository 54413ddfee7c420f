// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import io.baton.raft.internal.config.ElectionTimeouts;
import java.time.Duration;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.server.RaftServer;

/**
 * Notices that a member hears its Raft leader, hears of entries that are committed, and gets none of them. Ratis 3.3.0 can
 * leave a follower so: it chains what it appends, and after one entry that cannot be written, such as one that was
 * received before a snapshot was installed and written after that, none is. The group then lives on those who are left, and the
 * next death stops it. A member that begins again from its data has a new chain. One for all runs of a member; for the strand
 * of its replica.
 */
public final class StalledFollowerWatchdog {

    /** Much longer than a disk that works takes for one entry. */
    private static final Duration BOUND = Duration.ofSeconds(3);

    private final long heardMillis;
    private final NoProgressTimer noProgressTimer;
    private long toldAt = -1;

    public StalledFollowerWatchdog(ElectionTimeouts timeouts) {
        heardMillis = 2 * timeouts.longest().toMillis();
        noProgressTimer = new NoProgressTimer(timeouts.stretch(BOUND));
    }

    /** To be asked all the time: whether the member should begin again. */
    public boolean isSeen(RaftServer.Division division, long now) {
        long own = division.getRaftLog().getLastCommittedIndex();
        long known = division.getCommitInfos().stream()
                .mapToLong(CommitInfoProto::getCommitIndex)
                .max()
                .orElse(own);
        return isSeen(own, known, hearsItsLeader(division.getInfo().getRoleInfoProto()), now);
    }

    /**
     * The same, of what was read before.
     *
     * @param own the last entry that this member knows to be committed
     * @param known the last that it has heard to be committed anywhere
     * @param hearsItsLeader whether it follows one that it hears
     */
    boolean isSeen(long own, long known, boolean hearsItsLeader, long now) {
        if (known <= own && own > toldAt) {
            noProgressTimer.end();
            return false;
        }
        if (known <= own || !hearsItsLeader) {
            noProgressTimer.pause();
            return false;
        }
        boolean isSeen = noProgressTimer.lasts(List.of(own), now);
        toldAt = isSeen ? own : toldAt;
        return isSeen;
    }

    private boolean hearsItsLeader(RoleInfoProto role) {
        ServerRpcProto leader = role.getFollowerInfo().getLeaderInfo();
        return role.getRole() == RaftPeerRole.FOLLOWER
                && !leader.getId().getId().isEmpty()
                && leader.getLastRpcElapsedTimeMs() < heardMillis;
    }
}
