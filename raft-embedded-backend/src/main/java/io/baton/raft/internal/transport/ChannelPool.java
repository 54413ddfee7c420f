// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import io.baton.spi.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.grpc.GrpcTlsConfig;
import org.apache.ratis.grpc.GrpcUtil;
import org.apache.ratis.proto.RaftProtos.RaftClientReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftClientRequestProto;
import org.apache.ratis.proto.grpc.RaftClientProtocolServiceGrpc;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.apache.ratis.thirdparty.io.netty.handler.ssl.SslContext;

/**
 * The connections to the members, one for each, opened when needed. Every request is a call of its own: in the client of
 * Ratis one refusal ends all that is under way on a connection, and the connection. For the strand only; answers come on
 * any thread.
 */
public final class ChannelPool {

    /** After a cut a kernel tries an old connection again only after a while that grows with the cut. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final MonotonicClock clock;
    private final Optional<SslContext> tls;
    private final Map<RaftPeerId, Line> lines = new HashMap<>();
    private boolean closed;

    /** A connection, and since when nothing has come over it that should have. */
    private static final class Line {
        final String address;
        final ManagedChannel channel;
        Optional<Long> silentSince = Optional.empty();

        Line(String address, ManagedChannel channel) {
            this.address = address;
            this.channel = channel;
        }
    }

    public ChannelPool(MonotonicClock clock, Optional<GrpcTlsConfig> tls) {
        this.clock = clock;
        this.tls = tls.map(ChannelPool::context);
    }

    private static SslContext context(GrpcTlsConfig config) {
        return GrpcUtil.buildSslContextForClient(config);
    }

    /** Asks a member; the answer is a failure when there is none within the bound. */
    public CompletableFuture<RaftClientReply> send(RaftPeer member, RaftClientRequest request, Duration bound) {
        if (closed) {
            return CompletableFuture.failedFuture(new IOException("closed"));
        }
        Call call = new Call();
        StreamObserver<RaftClientRequestProto> stream = RaftClientProtocolServiceGrpc.newStub(to(member))
                .withDeadlineAfter(bound.toNanos(), TimeUnit.NANOSECONDS)
                .unordered(call);
        stream.onNext(ClientProtoUtils.toRaftClientRequestProto(request));
        stream.onCompleted();
        return call.answer;
    }

    /** The connection to a member, for calls that no method here makes. */
    public ManagedChannel to(RaftPeer member) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        Line present = lines.get(member.getId());
        if (present != null && !present.address.equals(member.getAddress())) {
            leave(member.getId());
        }
        Line line = lines.computeIfAbsent(member.getId(), absent -> new Line(member.getAddress(), open(member)));
        // Otherwise gRPC waits a second before it asks a member again that was not there a moment ago.
        line.channel.resetConnectBackoff();
        return line.channel;
    }

    private ManagedChannel open(RaftPeer member) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(member.getAddress())
                .proxyDetector(address -> null)
                .directExecutor();
        return tls.map(context -> builder.useTransportSecurity().sslContext(context))
                .orElseGet(builder::usePlaintext)
                .build();
    }

    /** That member has answered something. */
    void answered(RaftPeerId member) {
        Line line = lines.get(member);
        if (line != null) {
            line.silentSince = Optional.empty();
        }
    }

    /** That member has not answered what it was asked a while ago. */
    void silent(RaftPeerId member) {
        Line line = lines.get(member);
        if (line == null) {
            return;
        }
        long now = clock.nanos();
        if (line.silentSince.isEmpty()) {
            line.silentSince = Optional.of(now);
        } else if (now - line.silentSince.get() > SILENCE.toNanos()) {
            leave(member);
        }
    }

    /** Breaks the connection off; the next call makes another. */
    public void leave(RaftPeerId member) {
        Line line = lines.remove(member);
        if (line != null) {
            line.channel.shutdownNow();
        }
    }

    public void close() {
        closed = true;
        lines.values().forEach(line -> line.channel.shutdownNow());
        lines.clear();
    }

    private static final class Call implements StreamObserver<RaftClientReplyProto> {

        private final CompletableFuture<RaftClientReply> answer = new CompletableFuture<>();

        @Override
        public void onNext(RaftClientReplyProto reply) {
            try {
                answer.complete(ReplyReader.read(reply));
            } catch (RaftException | RuntimeException unusable) {
                answer.completeExceptionally(unusable);
            }
        }

        @Override
        public void onError(Throwable failure) {
            // Ratis would unwrap it, which is Java deserialization of what came over the network.
            answer.completeExceptionally(new IOException(failure));
        }

        @Override
        public void onCompleted() {
            answer.completeExceptionally(new IOException("no answer"));
        }
    }
}
