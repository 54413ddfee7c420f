// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
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
 * Has a member stand for election as soon as the process of its Raft leader is known to be gone, instead of after a silence: by
 * the order with which a Raft leader hands over. Whoever stands needs the votes of a majority. A host that is gone refuses no
 * connection: there the silence has to be waited for.
 *
 * <p>What Ratis looks at before it stands by itself is looked at here too, at one with the order: nothing of the old leader's may
 * be on its way into the log. It would be written over the first entry of the new term.
 */
final class Succession {

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    /** What was received before the connection broke is in the logs by then, as a rule. */
    private static final Duration SETTLE = Duration.ofMillis(25);

    /** Longer than an election takes, so that those who have noticed at the same moment do not share the votes. */
    private static final Duration TURN = Duration.ofMillis(80);

    private static final Duration AGAIN = Duration.ofMillis(5);
    private static final int MOST_TIMES = 20;

    private final RaftServer server;
    private final Replica replica;

    Succession(RaftServer server, Replica replica) {
        this.server = server;
        this.replica = replica;
    }

    /** That member's process is gone: this one stands when its turn comes, if it follows that one still and nobody has stood before. */
    void heed(String gone) {
        Group.division(server).ifPresent(division -> {
            Duration delay = turn(
                    gone,
                    server.getId().toString(),
                    division.getRaftConf().getCurrentPeers().stream()
                            .map(peer -> peer.getId().toString())
                            .toList());
            replica.later(delay, () -> stand(RaftPeerId.valueOf(gone), MOST_TIMES));
        });
    }

    /** One after the other, by id. */
    static Duration turn(String gone, String self, Collection<String> members) {
        long before = members.stream()
                .filter(member -> !member.equals(gone) && member.compareTo(self) < 0)
                .count();
        return SETTLE.plus(TURN.multipliedBy(before));
    }

    private void stand(RaftPeerId gone, int times) {
        try {
            RaftServer.Division division = server.getDivision(Group.ID);
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
                replica.later(AGAIN, () -> stand(gone, times - 1));
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("member {} does not stand after {}: {}", server.getId(), gone, Causes.text(e));
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
                        .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(Group.ID)))
                .setLeaderLastEntry(
                        TermIndexProto.newBuilder().setTerm(last.getTerm()).setIndex(last.getIndex()))
                .build());
    }
}
