// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Makes the connections of one cluster, all of them on one thread of their own. */
final class Channels {

    /** A lease that ends with a hundred thousand keys is told in one message of about 7 MB. */
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    /** Ten milliseconds apart. */
    private static final int LOOKS = 200;

    private final Access access;
    private final Optional<SslContext> tls;
    private final EventLoopGroup loop;
    private final Queue<ManagedChannel> opened = new ConcurrentLinkedQueue<>();

    Channels(Access access) {
        this.access = access;
        tls = access.isSecure() ? Optional.of(Security.context(access.tls())) : Optional.empty();
        loop = new NioEventLoopGroup(1, task -> {
            Thread thread = new FastThreadLocalThread(task, "baton-etcd-io");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Connects when it is first used. Its calls fail at once while it cannot, and are never sent twice. */
    ManagedChannel open(Endpoint endpoint) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget("dns:///" + endpoint.hostAndPort())
                .eventLoopGroup(loop)
                .channelType(NioSocketChannel.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis())
                // Whatever comes is handed to the strand at once.
                .directExecutor()
                .disableRetry()
                .disableServiceConfigLookUp()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES);
        tls.ifPresentOrElse(builder::sslContext, builder::usePlaintext);
        access.authority().ifPresent(builder::overrideAuthority);
        opened.removeIf(ManagedChannel::isTerminated);
        ManagedChannel channel = builder.build();
        opened.add(channel);
        return channel;
    }

    /** Closes whatever connection is left, and ends the thread when none is. */
    void close() {
        opened.forEach(ManagedChannel::shutdownNow);
        end(LOOKS);
    }

    // A connection that is only being made needs the thread once more, to be given up.
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a daemon thread that has nothing left to do.
    private void end(int looks) {
        if (looks == 0 || opened.stream().allMatch(ManagedChannel::isTerminated)) {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        } else {
            loop.schedule(() -> end(looks - 1), 10, TimeUnit.MILLISECONDS);
        }
    }

    private int connectMillis() {
        return (int) Math.min(Integer.MAX_VALUE, access.connectTimeout().toMillis());
    }
}
