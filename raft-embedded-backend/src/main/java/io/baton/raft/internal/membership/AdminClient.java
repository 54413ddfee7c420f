// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.membership;

import io.baton.BatonException;
import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.config.Tls;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.internal.transport.ChannelPool;
import io.baton.raft.internal.transport.Replies;
import io.baton.raft.internal.transport.ReplyReader;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.proto.RaftProtos.RaftClientReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc;
import org.apache.ratis.proto.grpc.AdminProtocolServiceGrpc.AdminProtocolServiceBlockingStub;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.GroupInfoRequest;
import org.apache.ratis.protocol.GroupListReply;
import org.apache.ratis.protocol.GroupListRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one member after the other about the group, and orders changes of it. Each call blocks, for a few seconds at most. It
 * speaks the protocol of Ratis 3.3.0 without its client, which makes Java objects of what comes in a trailer. For one thread
 * at a time.
 */
public final class AdminClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminClient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration HAND_OVER = Duration.ofSeconds(1);

    private final ClientId client = ClientId.randomId();
    private final ChannelPool channels;

    public AdminClient(GroupConfig group) {
        channels = new ChannelPool(MonotonicClock.SYSTEM, group.tls().map(Tls::toRatis));
    }

    /** What a process knows of the group, if it answers. */
    public Optional<MembershipView> view(Address member) {
        try {
            // A question about a group that is not there would be a warning in the log of the member that is asked.
            List<RaftGroupId> hosted = groups(member).getGroupIds();
            return Optional.of(
                    hosted.isEmpty() ? MembershipView.NONE : MembershipView.of(group(member, hosted.get(0))));
        } catch (IOException e) {
            LOG.debug("{} does not answer: {}", member, ExceptionText.text(e));
        } catch (RuntimeException malformed) {
            LOG.debug("{} answers what no member answers", member, malformed);
        }
        return Optional.empty();
    }

    /** Whether the process at that address takes part in that group under that id. */
    boolean takesPart(Address member, RaftGroupId group) {
        try {
            RaftPeerProto self = group(member, group).getRoleInfoProto().getSelf();
            return self.getId().toStringUtf8().equals(member.id());
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} does not take part: {}", member, ExceptionText.text(e));
            return false;
        }
    }

    private GroupListReply groups(Address member) throws IOException {
        return ClientProtoUtils.toGroupListReply(ask(
                member,
                PATIENCE,
                (id, stub) -> stub.groupList(ClientProtoUtils.toGroupListRequestProto(
                        new GroupListRequest(client, id, GroupConfig.NONE, CallId.getAndIncrement())))));
    }

    private GroupInfoReply group(Address member, RaftGroupId group) throws IOException {
        return ClientProtoUtils.toGroupInfoReply(ask(
                member,
                PATIENCE,
                (id, stub) -> stub.groupInfo(ClientProtoUtils.toGroupInfoRequestProto(
                        new GroupInfoRequest(client, id, group, CallId.getAndIncrement())))));
    }

    /** Whether that member leads that group at this moment: it has committed an entry that does nothing. */
    public boolean commits(Address member, RaftGroupId group) {
        byte[] nothing = AuthenticatedMessage.write(
                CommandCodec.write(new Command.Close(new SessionId(0, 0))), SessionSecret.NONE);
        RaftPeerId id = RaftPeerId.valueOf(member.id());
        RaftClientRequest request =
                RatisRequests.request(client, id, group, nothing, RaftClientRequest.writeRequestType());
        CompletableFuture<RaftClientReply> answer = channels.send(member.toPeer(), request, PATIENCE);
        try {
            Replies.content(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.debug("{} does not lead: {}", member, ExceptionText.text(e));
            if (ExceptionText.chain(e).noneMatch(RaftException.class::isInstance)) {
                channels.leave(id);
            }
        }
        return false;
    }

    /** Has the Raft leader make other processes members, if the members are still those. */
    public void change(LeaderView leaderView, List<Address> to) throws IOException {
        SetConfigurationRequest.Arguments arguments = change(leaderView.members(), to, priority(leaderView, to));
        order(
                leaderView.leader(),
                PATIENCE,
                (id, stub) -> stub.setConfiguration(
                        ClientProtoUtils.toSetConfigurationRequestProto(new SetConfigurationRequest(
                                client, id, leaderView.group(), CallId.getAndIncrement(), arguments))));
    }

    /** Ratis 3.3.0 takes a configuration with the same ids and priorities for the same, whatever the addresses are. */
    private static int priority(LeaderView leaderView, List<Address> to) {
        boolean sameIds = to.size() == leaderView.members().size()
                && to.stream().map(Address::id).allMatch(leaderView.view()::names);
        return sameIds && leaderView.view().priority() == 0 ? 1 : 0;
    }

    static SetConfigurationRequest.Arguments change(List<Address> from, List<Address> to, int priority) {
        return SetConfigurationRequest.Arguments.newBuilder()
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .setServersInCurrentConf(from.stream().map(Address::toPeer).toList())
                .setServersInNewConf(to.stream()
                        .map(member -> RaftPeer.newBuilder(member.toPeer())
                                .setPriority(priority)
                                .build())
                        .toList())
                .build();
    }

    /** Has another member lead the group. */
    public void handOver(LeaderView leaderView, Address next) throws IOException {
        order(
                leaderView.leader(),
                PATIENCE.plus(HAND_OVER),
                (id, stub) -> stub.transferLeadership(
                        ClientProtoUtils.toTransferLeadershipRequestProto(new TransferLeadershipRequest(
                                client,
                                id,
                                leaderView.group(),
                                CallId.getAndIncrement(),
                                RaftPeerId.valueOf(next.id()),
                                HAND_OVER.toMillis()))));
    }

    private void order(Address leader, Duration patience, Call<RaftClientReplyProto> call) throws IOException {
        RaftException refusal = ReplyReader.read(ask(leader, patience, call)).getException();
        if (refusal != null) {
            throw refusal;
        }
    }

    private <R> R ask(Address member, Duration patience, Call<R> call) throws IOException {
        RaftPeerId id = RaftPeerId.valueOf(member.id());
        AdminProtocolServiceBlockingStub stub = AdminProtocolServiceGrpc.newBlockingStub(channels.to(member.toPeer()))
                .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return call.make(id, stub);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.PERMISSION_DENIED) {
                throw new BatonException(ReplyReader.text(e), e);
            }
            if (e.getStatus().getCode() != Status.Code.INTERNAL) {
                // gRPC tries a connection that has broken after ever longer pauses; a new one is tried at once.
                channels.leave(id);
            }
            throw new IOException(ReplyReader.text(e), e);
        }
    }

    @Override
    public void close() {
        channels.close();
    }

    /** One call of the protocol. */
    private interface Call<R> {
        R make(RaftPeerId id, AdminProtocolServiceBlockingStub stub);
    }
}
