// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.etcd.internal.client.settings.Endpoint;
import io.baton.spi.support.Strand;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.netty.handler.ssl.SslContext;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One address of an endpoint, with its connection while there is one. */
public final class EndpointConnection {

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
    /** A member that has lost its cluster says so instead of waiting for it. */
    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private final MemberAddress address;
    private final ChannelFactory channelFactory;
    private final Strand strand;
    private @Nullable ManagedChannel channel;

    EndpointConnection(MemberAddress address, ChannelFactory channelFactory, Strand strand) {
        this.address = address;
        this.channelFactory = channelFactory;
        this.strand = strand;
    }

    public Endpoint endpoint() {
        return address.endpoint();
    }

    /**
     * Makes a new connection.
     *
     * @param broken told, on the strand, when the connection has broken after it was made
     * @throws RuntimeException if the process lacks what it takes
     */
    void open(Optional<SslContext> tls, Runnable broken) {
        close();
        ManagedChannel opened = channelFactory.open(address, tls);
        channel = opened;
        awaitState(opened, ConnectivityState.IDLE, broken);
    }

    // gRPC would connect again by itself, with the earlier contents of the TLS files.
    private void awaitState(ManagedChannel of, ConnectivityState now, Runnable broken) {
        of.notifyWhenStateChanged(now, () -> strand.run(() -> changed(of, now, broken)));
    }

    private void changed(ManagedChannel of, ConnectivityState before, Runnable broken) {
        if (!of.equals(channel)) {
            return;
        }
        if (before == ConnectivityState.READY) {
            broken.run();
        } else {
            awaitState(of, of.getState(false), broken);
        }
    }

    /** Begins a call on the connection. */
    public <Q, R> GrpcCall<Q, R> begin(
            MethodDescriptor<Q, R> method, Optional<String> token, GrpcCall.Answers<R> answers) {
        ManagedChannel open = Objects.requireNonNull(channel, "not connected");
        GrpcCall<Q, R> grpcCall = new GrpcCall<>(open.newCall(method, CallOptions.DEFAULT), strand, answers);
        Metadata headers = new Metadata();
        headers.put(HAS_LEADER, "true");
        if (token.isPresent()) {
            headers.put(TOKEN, token.get());
        }
        grpcCall.start(headers);
        return grpcCall;
    }

    /** Breaks the connection and every call on it off. */
    void close() {
        if (channel != null) {
            channel.shutdownNow();
            channel = null;
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
