// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.store;

import io.baton.raft.internal.member.store.LastHeard.LogEnd;
import java.time.Duration;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;

/** What a member notes of the Raft leader that it follows, all the time. */
public final class LeaderContact {

    private static final long NO_TERM = -1;

    private LeaderContact() {}

    /** On the strand of the replica. */
    public static void take(RaftServer.Division division, ReplicatedStore replicatedStore) {
        // The term is read first: whatever is heard after that comes from that one's leader or a later one's. The log's
        // end is read before the time of the last thing heard, which is then no earlier than what is in the log.
        DivisionInfo info = division.getInfo();
        long term = info.getCurrentTerm();
        long time = replicatedStore.clock().nanos();
        RaftLog log = division.getRaftLog();
        LogEnd end = Optional.ofNullable(log.getLastEntryTermIndex())
                .map(last -> new LogEnd(last.getTerm(), last.getIndex()))
                .orElse(LogEnd.NONE);
        RoleInfoProto role = info.getRoleInfoProto();
        String leader = role.getFollowerInfo().getLeaderInfo().getId().getId().toStringUtf8();
        if (role.getRole() == RaftPeerRole.LEADER) {
            boolean heardMore = replicatedStore.lastHeard().hasHeardMoreBefore(term, end, index -> termAt(log, index));
            long seenAt = replicatedStore.clock().nanos();
            replicatedStore.lastHeard().leads(info.getCurrentTerm() == term ? term : NO_TERM, heardMore, time, seenAt);
            return;
        }
        if (role.getRole() != RaftPeerRole.FOLLOWER || leader.isEmpty()) {
            replicatedStore
                    .lastHeard()
                    .stands(end, time, replicatedStore.clock().nanos());
            return;
        }
        long elapsed = Duration.ofMillis(role.getFollowerInfo().getLeaderInfo().getLastRpcElapsedTimeMs())
                .toNanos();
        replicatedStore
                .lastHeard()
                .follows(
                        new LastHeard.OldLeader(
                                leader, term, replicatedStore.clock().nanos() - elapsed),
                        end,
                        time);
    }

    private static long termAt(RaftLog log, long index) {
        TermIndex entry = log.getTermIndex(index);
        return entry == null ? NO_TERM : entry.getTerm();
    }
}
