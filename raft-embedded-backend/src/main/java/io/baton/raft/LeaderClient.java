// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.spi.support.Strand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reaches the leader over the network: asks one member after the other, and whom that one names. */
final class LeaderClient implements RaftEngine {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderClient.class);

    /** A commit takes a few milliseconds; whoever has not answered by now is not there, or does not lead. */
    private static final Duration ATTEMPT = Duration.ofMillis(150);

    /** Longer than any member holds an inquiry. */
    private static final Duration INQUIRY = Duration.ofMillis(1_500);

    private final Strand strand;
    private final Connections connections;
    private final ClientId client = ClientId.randomId();
    private final RaftClientRpc rpc;
    private final List<RaftPeerId> members = new ArrayList<>();
    private final Map<Long, CompletableFuture<byte[]>> open = new HashMap<>();
    private RaftPeerId target;
    private long calls;

    LeaderClient(Group group, Strand strand) {
        this.strand = strand;
        rpc = new GrpcFactory(group.parameters()).newRaftClientRpc(client, RatisSettings.client());
        connections = new Connections(strand, rpc);
        rpc.addRaftPeers(group.peers());
        group.peers().forEach(peer -> members.add(peer.getId()));
        target = members.get(0);
    }

    @Override
    public CompletionStage<byte[]> submit(byte[] command) {
        return ask(command, RaftClientRequest.writeRequestType(), ATTEMPT);
    }

    @Override
    public CompletionStage<byte[]> inquire(byte[] inquiry) {
        return ask(inquiry, RaftClientRequest.readRequestType(), INQUIRY);
    }

    private CompletionStage<byte[]> ask(byte[] message, RaftClientRequest.Type type, Duration bound) {
        RaftPeerId asked = target;
        int generation = connections.generation(asked);
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(asked)
                .setGroupId(Group.ID)
                .setCallId(++calls)
                .setMessage(GroupStateMachine.message(message))
                .setType(type)
                .build();
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        open.put(request.getCallId(), answer);
        // An answer that comes later is welcome: where each commit takes that long there would be no other.
        Strand.Timer timer = strand.later(bound, () -> moveOn(asked));
        var unused = rpc.sendRequestAsyncUnordered(request)
                .thenApply(Replies::content)
                .whenComplete((content, failure) -> {
                    if (failure == null) {
                        answer.complete(content);
                    } else {
                        answer.completeExceptionally(Replies.cause(failure));
                    }
                });
        return answer.whenComplete((content, failure) -> strand.run(() -> {
            timer.cancel();
            open.remove(request.getCallId());
            if (failure != null) {
                failed(asked, generation, failure);
            }
        }));
    }

    private void failed(RaftPeerId asked, int generation, Throwable failure) {
        LOG.debug("member {} has not carried out a request: {}", asked, Causes.text(failure));
        if (failure instanceof NotLeaderException notLeader) {
            follow(asked, notLeader);
        } else if (!(failure instanceof LeaderNotReadyException)) {
            moveOn(asked);
            if (failure instanceof IOException && !(failure instanceof LeaderSteppingDownException)) {
                connections.broken(asked, generation, failure);
            }
        }
    }

    private void follow(RaftPeerId asked, NotLeaderException notLeader) {
        notLeader.getPeers().stream()
                .filter(peer -> !members.contains(peer.getId()))
                .forEach(this::add);
        RaftPeer suggested = notLeader.getSuggestedLeader();
        if (suggested == null || suggested.getId().equals(asked)) {
            moveOn(asked);
            return;
        }
        if (!members.contains(suggested.getId())) {
            add(suggested);
        }
        if (target.equals(asked)) {
            target = suggested.getId();
        }
    }

    private void add(RaftPeer member) {
        rpc.addRaftPeers(List.of(member));
        members.add(member.getId());
    }

    private void moveOn(RaftPeerId from) {
        if (target.equals(from)) {
            target = members.get((members.indexOf(from) + 1) % members.size());
        }
    }

    /** Whom the next request goes to: after an answer, whoever has given it. */
    String target() {
        return target.toString();
    }

    @Override
    public void leaveServer() {
        moveOn(target);
    }

    @Override
    public void close() {
        // What waits for its time to be over would keep the strand.
        IllegalStateException closed = new IllegalStateException("closed");
        List.copyOf(open.values()).forEach(answer -> answer.completeExceptionally(closed));
        connections.close();
    }
}
