// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Command;
import io.baton.raft.state.CommandCodec;
import io.baton.raft.state.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupInfoReply;
import org.apache.ratis.protocol.GroupInfoRequest;
import org.apache.ratis.protocol.GroupListReply;
import org.apache.ratis.protocol.GroupListRequest;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.AlreadyClosedException;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.apache.ratis.util.TimeDuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one member after the other about the group, and orders changes of it. Each call blocks, for a few seconds at most. */
final class AdminConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminConnection.class);
    private static final long HAND_OVER_MILLIS = 1_000;

    private final ClientId client = ClientId.randomId();
    private final RaftClientRpc rpc;

    AdminConnection(Group group) {
        rpc = new GrpcFactory(group.parameters()).newRaftClientRpc(client, patience());
    }

    private static RaftProperties patience() {
        RaftProperties properties = new RaftProperties();
        RaftClientConfigKeys.Rpc.setRequestTimeout(properties, TimeDuration.valueOf(2, TimeUnit.SECONDS));
        return properties;
    }

    /** What a process knows of the group, if it answers. */
    Optional<View> view(Address member) {
        try {
            // A question about a group that is not there would be a warning in the log of whoever is asked.
            RaftClientReply groups =
                    call(member, id -> new GroupListRequest(client, id, Group.ID, CallId.getAndIncrement()));
            if (!((GroupListReply) groups).getGroupIds().contains(Group.ID)) {
                return Optional.of(View.NONE);
            }
            RaftClientReply group =
                    call(member, id -> new GroupInfoRequest(client, id, Group.ID, CallId.getAndIncrement()));
            return Optional.of(View.of((GroupInfoReply) group));
        } catch (IOException e) {
            LOG.debug("{} does not answer: {}", member, Causes.text(e));
            return Optional.empty();
        }
    }

    /** Whether that member leads the group at this moment: it has committed an entry that does nothing. */
    boolean commits(Address member) {
        byte[] nothing = CommandCodec.write(new Command.Revoke(new SessionId(0, 0)));
        try {
            call(member, id -> Group.request(client, id, nothing, RaftClientRequest.writeRequestType()));
            return true;
        } catch (IOException e) {
            LOG.debug("{} does not lead: {}", member, Causes.text(e));
            return false;
        }
    }

    /** Has the Raft leader make other processes members, if the members are still those. */
    void change(Address leader, List<Address> from, List<Address> to) throws IOException {
        SetConfigurationRequest.Arguments arguments = change(from, to);
        call(leader, id -> new SetConfigurationRequest(client, id, Group.ID, CallId.getAndIncrement(), arguments));
    }

    static SetConfigurationRequest.Arguments change(List<Address> from, List<Address> to) {
        return SetConfigurationRequest.Arguments.newBuilder()
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .setServersInCurrentConf(from.stream().map(Address::toPeer).toList())
                .setServersInNewConf(to.stream().map(Address::toPeer).toList())
                .build();
    }

    /** Has another member lead the group. */
    void handOver(Address leader, Address next) throws IOException {
        call(
                leader,
                id -> new TransferLeadershipRequest(
                        client,
                        id,
                        Group.ID,
                        CallId.getAndIncrement(),
                        RaftPeerId.valueOf(next.id()),
                        HAND_OVER_MILLIS));
    }

    private RaftClientReply call(Address member, Function<RaftPeerId, RaftClientRequest> request) throws IOException {
        RaftPeerId id = RaftPeerId.valueOf(member.id());
        rpc.addRaftPeers(List.of(member.toPeer()));
        try {
            RaftClientReply reply = rpc.sendRequest(request.apply(id));
            RaftException refusal = reply.getException();
            if (refusal != null) {
                throw refusal;
            }
            return reply;
        } catch (StatusRuntimeException e) {
            throw failed(id, GrpcUtil.unwrapException(e));
        } catch (IOException e) {
            throw failed(id, e);
        }
    }

    /** Ratis tries a connection that has broken again and again, after ever longer pauses; a new one is tried at once. */
    private IOException failed(RaftPeerId member, IOException failure) {
        if (!(failure instanceof RaftException) || failure instanceof AlreadyClosedException) {
            rpc.handleException(member, failure, true);
        }
        return failure;
    }

    @Override
    public void close() {
        try {
            rpc.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
