// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.baton.etcd.server.EtcdServer;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.CampaignResponse;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaderKey;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.ResignRequest;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** A client with nothing of Baton in it: for what is in the store, and for the elections that etcd's members hold themselves. */
final class PlainClient implements AutoCloseable {

    private static final long BOUND_SECONDS = 60;

    /** Of its own: what gRPC shares between channels would look like something that Baton has left behind. */
    private final EventLoopGroup thread = new NioEventLoopGroup(1, new DefaultThreadFactory("plain-client", true));

    private final ManagedChannel channel;

    PlainClient(EtcdServer server) {
        channel = NettyChannelBuilder.forAddress(server.address(), InsecureChannelCredentials.create())
                .eventLoopGroup(thread)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .build();
    }

    /** How many keys begin like this now. */
    long count(String prefix) {
        int last = prefix.length() - 1;
        String end = prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(prefix))
                .setRangeEnd(ByteString.copyFromUtf8(end))
                .setCountOnly(true)
                .build();
        return kv().range(request).getCount();
    }

    /** A lease without renewals, which outlives any test. */
    long grant() {
        return LeaseGrpc.newBlockingStub(channel)
                .withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS)
                .leaseGrant(LeaseGrantRequest.newBuilder()
                        .setTTL(TimeUnit.HOURS.toSeconds(1))
                        .build())
                .getID();
    }

    void put(String key, long lease) {
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8("plain"))
                .setLease(lease)
                .build();
        kv().put(request);
    }

    void delete(String key) {
        kv().deleteRange(DeleteRangeRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .build());
    }

    /** Stands in an election that the member holds; done when it leads. */
    ListenableFuture<CampaignResponse> campaign(String election, long lease) {
        return ElectionGrpc.newFutureStub(channel)
                .withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS)
                .campaign(CampaignRequest.newBuilder()
                        .setName(ByteString.copyFromUtf8(election))
                        .setLease(lease)
                        .setValue(ByteString.copyFromUtf8("plain"))
                        .build());
    }

    void resign(LeaderKey leader) {
        ElectionGrpc.newBlockingStub(channel)
                .withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS)
                .resign(ResignRequest.newBuilder().setLeader(leader).build());
    }

    private KVGrpc.KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        thread.shutdownGracefully(0, BOUND_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
