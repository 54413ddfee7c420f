// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.spi.support.Strand;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One endpoint, with its connection while there is one. */
final class Member {

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);
    /** A member that has lost its cluster says so instead of waiting for it. */
    private static final Metadata.Key<String> HAS_LEADER =
            Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

    private final Endpoint endpoint;
    private final Channels channels;
    private final Strand strand;
    private @Nullable ManagedChannel channel;

    Member(Endpoint endpoint, Channels channels, Strand strand) {
        this.endpoint = endpoint;
        this.channels = channels;
        this.strand = strand;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Begins a call, on a new connection if there is none. */
    <Q, R> Rpc<Q, R> begin(MethodDescriptor<Q, R> method, Optional<String> token, Rpc.Answers<R> answers) {
        ManagedChannel open = channel;
        if (open == null) {
            open = channels.open(endpoint);
            channel = open;
        }
        Rpc<Q, R> rpc = new Rpc<>(open.newCall(method, CallOptions.DEFAULT), strand, answers);
        Metadata headers = new Metadata();
        headers.put(HAS_LEADER, "true");
        token.ifPresent(value -> headers.put(TOKEN, value));
        rpc.start(headers);
        return rpc;
    }

    /** Breaks the connection off, and with it every call. The next call makes a new one. */
    void close() {
        if (channel != null) {
            channel.shutdownNow();
            channel = null;
        }
    }
}
