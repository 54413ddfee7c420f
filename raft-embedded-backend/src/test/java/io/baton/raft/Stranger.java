// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.Address;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.message.AuthenticatedMessage;
import io.baton.raft.internal.message.RatisRequests;
import io.baton.raft.internal.message.SessionSecret;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.codec.SessionEventsCodec;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.GroupInfoRequest;
import org.apache.ratis.protocol.GroupListRequest;
import org.apache.ratis.protocol.GroupManagementRequest;
import org.apache.ratis.protocol.LeaderElectionManagementRequest;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.netty.GrpcSslContexts;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContextBuilder;
import org.apache.ratis.util.ProtoUtils;

/** A process that speaks to a member what members, clients and administrators speak, with Ratis's own classes. */
final class Stranger implements AutoCloseable {

    private final ClientId id = ClientId.randomId();
    private final GroupConfig groupConfig;
    private final RaftPeerId asked;
    private final RaftGroupId hosted;
    private final RaftClientRpc rpc;
    private final ManagedChannel channel;

    private Stranger(
            GroupConfig groupConfig,
            RaftGroupId hosted,
            Address asked,
            Parameters parameters,
            NettyChannelBuilder channel) {
        this.hosted = hosted;
        this.groupConfig = groupConfig;
        this.asked = RaftPeerId.valueOf(asked.id());
        this.channel = channel.build();
        rpc = new GrpcFactory(parameters).newRaftClientRpc(id, new RaftProperties());
        rpc.addRaftPeers(groupConfig.peers());
    }

    /** Shows the certificate of an authority, and believes a server that another one has certified. */
    static Stranger with(
            Authority shown, Authority believed, GroupConfig groupConfig, RaftGroupId hosted, Address asked)
            throws IOException {
        return new Stranger(
                groupConfig,
                hosted,
                asked,
                parameters(new GrpcTlsConfig(
                        shown.key().toFile(),
                        shown.certificate().toFile(),
                        believed.trusted().toFile(),
                        true)),
                channel(asked)
                        .sslContext(GrpcSslContexts.forClient()
                                .trustManager(believed.trusted().toFile())
                                .keyManager(
                                        shown.certificate().toFile(),
                                        shown.key().toFile())
                                .build()));
    }

    static Stranger withoutCertificate(Authority believed, GroupConfig groupConfig, RaftGroupId hosted, Address asked)
            throws IOException {
        SslContextBuilder builder =
                GrpcSslContexts.forClient().trustManager(believed.trusted().toFile());
        return new Stranger(
                groupConfig,
                hosted,
                asked,
                parameters(new GrpcTlsConfig(null, null, believed.trusted().toFile(), false)),
                channel(asked).sslContext(builder.build()));
    }

    static Stranger inPlaintext(GroupConfig groupConfig, RaftGroupId hosted, Address asked) {
        return new Stranger(
                groupConfig, hosted, asked, new Parameters(), channel(asked).usePlaintext());
    }

    /** What it can try, by name. Each is answered, with a refusal by Raft's rules if need be, to those who belong here. */
    Map<String, Callable<?>> attempts() {
        Map<String, Callable<?>> attempts = new LinkedHashMap<>();
        attempts.put("write", () -> rpc.sendRequest(request(nothing(), RaftClientRequest.writeRequestType())));
        attempts.put("read", () -> rpc.sendRequest(request(poll(), RaftClientRequest.readRequestType())));
        attempts.put(
                "ask for events",
                () -> rpc.sendRequestAsyncUnordered(request(poll(), RaftClientRequest.readRequestType()))
                        .get(10, TimeUnit.SECONDS));
        administer(
                attempts,
                "set the configuration",
                call -> new SetConfigurationRequest(id, asked, hosted, call, groupConfig.peers()));
        administer(
                attempts,
                "transfer the leadership",
                call -> new TransferLeadershipRequest(id, asked, hosted, call, RaftPeerId.valueOf("nobody"), 100));
        administer(
                attempts,
                "take a snapshot",
                call -> SnapshotManagementRequest.newCreate(id, asked, hosted, call, 1_000));
        administer(
                attempts,
                "resume elections",
                call -> LeaderElectionManagementRequest.newResume(id, asked, hosted, call));
        administer(
                attempts,
                "remove a group",
                call -> GroupManagementRequest.newRemove(id, asked, call, RaftGroupId.randomId(), false, false));
        administer(attempts, "list the groups", call -> new GroupListRequest(id, asked, hosted, call));
        administer(attempts, "see the group", call -> new GroupInfoRequest(id, asked, hosted, call));
        attempts.put("ask for a vote", this::askForVote);
        attempts.put("append", this::append);
        attempts.put("install a snapshot", this::install);
        return attempts;
    }

    private void administer(Map<String, Callable<?>> attempts, String what, Function<Long, RaftClientRequest> request) {
        attempts.put(what, () -> rpc.sendRequest(request.apply(CallId.getAndIncrement())));
    }

    private Object askForVote() {
        return RaftServerProtocolServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(10, TimeUnit.SECONDS)
                .requestVote(RequestVoteRequestProto.newBuilder()
                        .setServerRequest(server())
                        .setCandidateTerm(0)
                        .setCandidateLastEntry(TermIndexProto.getDefaultInstance())
                        .setPreVote(true)
                        .build());
    }

    private Object append() throws Exception {
        Answer answer = new Answer();
        RaftServerProtocolServiceGrpc.newStub(channel)
                .appendEntries(answer.observer())
                .onNext(AppendEntriesRequestProto.newBuilder()
                        .setServerRequest(server())
                        .setLeaderTerm(0)
                        .build());
        return answer.first.get(10, TimeUnit.SECONDS);
    }

    private Object install() throws Exception {
        Answer answer = new Answer();
        RaftServerProtocolServiceGrpc.newStub(channel)
                .installSnapshot(answer.observer())
                .onNext(InstallSnapshotRequestProto.newBuilder()
                        .setServerRequest(server())
                        .setLeaderTerm(0)
                        .build());
        return answer.first.get(10, TimeUnit.SECONDS);
    }

    private RaftRpcRequestProto server() {
        RaftPeerId other = groupConfig.peers().stream()
                .map(peer -> peer.getId())
                .filter(peer -> !peer.equals(asked))
                .findFirst()
                .orElseThrow();
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(other.toByteString())
                .setReplyId(asked.toByteString())
                .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(hosted))
                .setCallId(CallId.getAndIncrement())
                .build();
    }

    private RaftClientRequest request(byte[] message, RaftClientRequest.Type type) {
        return RaftClientRequest.newBuilder()
                .setClientId(id)
                .setServerId(asked)
                .setGroupId(hosted)
                .setCallId(CallId.getAndIncrement())
                .setMessage(RatisRequests.message(message))
                .setType(type)
                .build();
    }

    private static byte[] nothing() {
        return AuthenticatedMessage.write(
                CommandCodec.write(new Command.Close(new SessionId(0, 0))), SessionSecret.NONE);
    }

    private static byte[] poll() {
        return AuthenticatedMessage.write(
                SessionEventsCodec.write(new SessionEventPoll(new SessionId(0, 0), 0, Set.of())), SessionSecret.NONE);
    }

    private static Parameters parameters(GrpcTlsConfig tls) {
        Parameters parameters = new Parameters();
        GrpcConfigKeys.TLS.setConf(parameters, tls);
        return parameters;
    }

    private static NettyChannelBuilder channel(Address to) {
        return NettyChannelBuilder.forTarget(to.hostAndPort()).disableRetry();
    }

    @Override
    public void close() throws IOException {
        rpc.close();
        channel.shutdownNow();
    }

    /** The first thing that comes back. */
    private static final class Answer {
        final CompletableFuture<Object> first = new CompletableFuture<>();

        <T> StreamObserver<T> observer() {
            return new StreamObserver<>() {
                @Override
                public void onNext(T value) {
                    first.complete(List.of(value));
                }

                @Override
                public void onError(Throwable failure) {
                    first.completeExceptionally(failure);
                }

                @Override
                public void onCompleted() {
                    first.complete(List.of());
                }
            };
        }
    }
}
