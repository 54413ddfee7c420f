// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.time.Duration;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.server.RaftServer;

/**
 * Notices that a member hears its Raft leader, hears of entries that are committed, and gets none of them. Ratis 3.3.0 can
 * leave a follower so: it chains what it appends, and after one entry that cannot be written, such as one that was
 * received before a snapshot was installed and written after that, none is. The group then lives on those who are left, and the
 * next death stops it. A member that begins again from its data has a new chain. For the replica's strand only.
 */
final class Standstill {

    /** Much longer than a disk that works takes for one entry. */
    private static final Duration BOUND = Duration.ofSeconds(3);

    private static final long HEARD_MILLIS = 500;

    private final Stillness stillness = new Stillness(BOUND);

    /** To be asked all the time: whether the member should begin again. */
    boolean isSeen(RaftServer.Division division, long now) {
        long own = division.getRaftLog().getLastCommittedIndex();
        long known = division.getCommitInfos().stream()
                .mapToLong(CommitInfoProto::getCommitIndex)
                .max()
                .orElse(own);
        if (known <= own) {
            stillness.end();
            return false;
        }
        if (!hearsItsLeader(division.getInfo().getRoleInfoProto())) {
            stillness.pause();
            return false;
        }
        return stillness.lasts(List.of(own), now);
    }

    private static boolean hearsItsLeader(RoleInfoProto role) {
        return role.getRole() == RaftPeerRole.FOLLOWER
                && role.getFollowerInfo().getLeaderInfo().getLastRpcElapsedTimeMs() < HEARD_MILLIS;
    }
}
