// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Writes keys into the store that no process writes by protocol. Goes on over restarts of its server. */
public final class Operator implements AutoCloseable {

    private static final long BOUND_SECONDS = 60;
    private static final int ATTEMPTS = 20;

    /** Of its own: what gRPC shares between channels would outlive those of the participants. */
    private final EventLoopGroup thread = new NioEventLoopGroup(1, new DefaultThreadFactory("etcd-operator", true));

    private final ManagedChannel channel;

    public Operator(EtcdServer server) {
        channel = NettyChannelBuilder.forAddress(server.address(), InsecureChannelCredentials.create())
                .eventLoopGroup(thread)
                .channelType(NioSocketChannel.class)
                .directExecutor()
                .build();
    }

    /** Everything whose key begins like this, first created first; a linearizable read. */
    public List<KeyValue> list(String prefix) {
        ByteString from = ByteString.copyFromUtf8(prefix);
        int last = prefix.length() - 1;
        ByteString to = ByteString.copyFromUtf8(prefix.substring(0, last) + (char) (prefix.charAt(last) + 1));
        RangeRequest request = RangeRequest.newBuilder()
                .setKey(from)
                .setRangeEnd(to)
                .setSortTarget(RangeRequest.SortTarget.CREATE)
                .setSortOrder(RangeRequest.SortOrder.ASCEND)
                .build();
        return done(() -> kv().range(request)).getKvsList();
    }

    /**
     * Writes a key.
     *
     * @param lease 0 for a key that stays
     */
    public void put(String key, String value, long lease) {
        PutRequest request = PutRequest.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setValue(ByteString.copyFromUtf8(value))
                .setLease(lease)
                .build();
        done(() -> kv().put(request));
    }

    public void delete(ByteString key) {
        DeleteRangeRequest request = DeleteRangeRequest.newBuilder().setKey(key).build();
        done(() -> kv().deleteRange(request));
    }

    /** A lease without renewals, which outlives any test. */
    public long grant() {
        return grant(Duration.ofHours(1));
    }

    /** A lease without renewals. */
    public long grant(Duration ttl) {
        LeaseGrantRequest request =
                LeaseGrantRequest.newBuilder().setTTL(ttl.toSeconds()).build();
        return done(() -> lease().leaseGrant(request)).getID();
    }

    /** Ends a lease, if it stands. */
    public void revoke(long lease) {
        LeaseRevokeRequest request =
                LeaseRevokeRequest.newBuilder().setID(lease).build();
        try {
            done(() -> lease().leaseRevoke(request));
        } catch (StatusRuntimeException failed) {
            if (failed.getStatus().getCode() != Code.NOT_FOUND) {
                throw failed;
            }
        }
    }

    /** For calls of any other kind; ends with this. */
    public ManagedChannel channel() {
        return channel;
    }

    private KVGrpc.KVBlockingStub kv() {
        return KVGrpc.newBlockingStub(channel).withWaitForReady().withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    private LeaseGrpc.LeaseBlockingStub lease() {
        return LeaseGrpc.newBlockingStub(channel).withWaitForReady().withDeadlineAfter(BOUND_SECONDS, TimeUnit.SECONDS);
    }

    /** After a restart the channel may not know yet that its connection is gone. All calls may be made twice. */
    private <T> T done(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (StatusRuntimeException failed) {
                if (failed.getStatus().getCode() != Code.UNAVAILABLE || attempt == ATTEMPTS) {
                    throw failed;
                }
                channel.resetConnectBackoff();
            }
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        thread.shutdownGracefully(0, BOUND_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
