// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member;

import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.member.store.HostedGroup;
import io.baton.raft.internal.member.store.ReplicatedStore;
import java.io.IOException;
import java.time.Duration;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.util.ProtoUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives this member's own server the order to stand for election that otherwise a Raft leader gives when it hands over.
 *
 * <p>What Ratis looks at before it stands by itself is looked at here too, at one with the order: nothing of the old leader's may
 * be on its way into the log. It would be written over the first entry of the new term.
 */
final class StartElectionOrder {

    private static final Logger LOG = LoggerFactory.getLogger(StartElectionOrder.class);
    private static final Duration AGAIN = Duration.ofMillis(5);
    private static final int MOST_TIMES = 20;

    private final HostedGroup group;
    private final RaftServer server;
    private final ReplicatedStore replicatedStore;

    StartElectionOrder(HostedGroup group, ReplicatedStore replicatedStore) {
        this.group = group;
        server = group.server();
        this.replicatedStore = replicatedStore;
    }

    /** Has no effect if the member follows another Raft leader by then. */
    void give(RaftPeerId gone) {
        give(gone, MOST_TIMES);
    }

    private void give(RaftPeerId gone, int times) {
        try {
            RaftServer.Division division = group.division().orElseThrow();
            boolean isSettled;
            // Ratis 3.3.0 counts what it begins to append, and takes the order, under this lock.
            synchronized (division) {
                RoleInfoProto role = division.getInfo().getRoleInfoProto();
                if (role.getRole() != RaftPeerRole.FOLLOWER
                        || !gone.equals(division.getInfo().getLeaderId())) {
                    return;
                }
                isSettled = role.getFollowerInfo().getOutstandingOp() == 0;
                if (isSettled) {
                    order(division, gone);
                }
            }
            if (!isSettled && times > 1) {
                replicatedStore.later(AGAIN, () -> give(gone, times - 1));
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("member {} does not stand after {}: {}", server.getId(), gone, ExceptionText.text(e));
        }
    }

    private void order(RaftServer.Division division, RaftPeerId from) throws IOException {
        TermIndex last = division.getRaftLog().getLastEntryTermIndex();
        if (last == null) {
            return;
        }
        server.startLeaderElection(StartLeaderElectionRequestProto.newBuilder()
                .setServerRequest(RaftRpcRequestProto.newBuilder()
                        .setRequestorId(from.toByteString())
                        .setReplyId(server.getId().toByteString())
                        .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(
                                division.getMemberId().getGroupId())))
                .setLeaderLastEntry(
                        TermIndexProto.newBuilder().setTerm(last.getTerm()).setIndex(last.getIndex()))
                .build());
    }
}
