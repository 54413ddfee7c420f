// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.support.Strand;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
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
 * the order with which a Raft leader hands over. Whoever stands still needs the votes of a majority, so a mistake costs an
 * election and nothing else. A host that is gone refuses no connection: there the silence has to be waited for.
 */
final class Succession {

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);

    /** Longer than an election takes, so that those who have noticed at the same moment do not share the votes. */
    private static final Duration TURN = Duration.ofMillis(80);

    private final String self;
    private final Supplier<Optional<RaftServer>> running;

    /** @param running the member's server, while there is one that may vote */
    Succession(String self, Supplier<Optional<RaftServer>> running) {
        this.self = self;
        this.running = running;
    }

    /** Stands when its turn comes, if it follows that leader still and nobody has stood before. */
    void heed(String gone, Strand strand) {
        Group.division(running.get()).ifPresent(division -> {
            List<String> members = division.getRaftConf().getCurrentPeers().stream()
                    .map(peer -> peer.getId().toString())
                    .toList();
            strand.later(turn(gone, self, members), () -> stand(RaftPeerId.valueOf(gone)));
        });
    }

    /** One after the other, by id. */
    static Duration turn(String gone, String self, Collection<String> members) {
        long before = members.stream()
                .filter(member -> !member.equals(gone) && member.compareTo(self) < 0)
                .count();
        return TURN.multipliedBy(before);
    }

    private void stand(RaftPeerId gone) {
        Optional<RaftServer> server = running.get();
        Group.division(server)
                .filter(known -> gone.equals(known.getInfo().getLeaderId()))
                .ifPresent(division -> {
                    TermIndex last = division.getRaftLog().getLastEntryTermIndex();
                    if (last != null) {
                        order(server.orElseThrow(), gone, last);
                    }
                });
    }

    private static void order(RaftServer server, RaftPeerId from, TermIndex last) {
        try {
            server.startLeaderElection(StartLeaderElectionRequestProto.newBuilder()
                    .setServerRequest(RaftRpcRequestProto.newBuilder()
                            .setRequestorId(from.toByteString())
                            .setReplyId(server.getId().toByteString())
                            .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(Group.ID)))
                    .setLeaderLastEntry(
                            TermIndexProto.newBuilder().setTerm(last.getTerm()).setIndex(last.getIndex()))
                    .build());
        } catch (IOException | RuntimeException e) {
            LOG.debug("member {} does not stand after {}: {}", server.getId(), from, Causes.text(e));
        }
    }
}
