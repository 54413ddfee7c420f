// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.client.member;

import io.baton.etcd.internal.client.settings.ClientSettings;
import io.baton.etcd.internal.client.settings.TlsContextSource;
import io.baton.spi.support.Strand;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ImmediateExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the connections of one session, all of them on one thread of their own. To be used on its strand. */
public final class ChannelFactory {

    /** A lease that ends with a hundred thousand keys is told in one message of about 7 MB. */
    private static final int MAX_MESSAGE_BYTES = 64 << 20;

    /** Ten milliseconds apart. */
    private static final int LOOKS = 200;

    private final ClientSettings clientSettings;
    private final Strand strand;
    private final BlockingWork work;
    private final Queue<ManagedChannel> opened = new ConcurrentLinkedQueue<>();
    private @Nullable EventLoopGroup loop;
    private boolean reading;

    public ChannelFactory(ClientSettings clientSettings, Strand strand, BlockingWork work) {
        this.clientSettings = clientSettings;
        this.strand = strand;
        this.work = work;
    }

    /**
     * Reads what TLS needs for the next connection, if there is TLS; calls back once, at the latest after a while, with what
     * was read before if it takes longer.
     */
    void readTls(Duration atMost, Consumer<Optional<SslContext>> then) {
        Optional<TlsContextSource> source = clientSettings.tls();
        if (source.isPresent()) {
            read(source.get(), atMost, then);
        } else {
            then.accept(Optional.empty());
        }
    }

    private void read(TlsContextSource source, Duration atMost, Consumer<Optional<SslContext>> then) {
        if (reading) {
            then.accept(Optional.of(source.previous()));
            return;
        }
        reading = true;
        TlsAnswer answer = new TlsAnswer(source, then);
        answer.late = strand.later(atMost, answer::tell);
        work.run(source::current, answer);
    }

    /**
     * Connects when it is first used. Its calls fail at once while it cannot, and are never sent twice.
     *
     * @throws RuntimeException if the process lacks what it takes, such as a file descriptor
     */
    ManagedChannel open(MemberAddress member, Optional<SslContext> tls) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(member.address())
                .eventLoopGroup(loop())
                .channelType(NioSocketChannel.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis())
                // Every answer is handed to the strand at once.
                .directExecutor()
                // Nothing that gRPC shares between all channels of the JVM: it was left behind where threads had run
                // out.
                .offloadExecutor(ImmediateExecutor.INSTANCE)
                .disableRetry()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES);
        tls.ifPresentOrElse(builder::sslContext, builder::usePlaintext);
        clientSettings
                .route()
                .authority()
                .or(() -> member.endpoint().authority())
                .ifPresent(builder::overrideAuthority);
        opened.removeIf(ManagedChannel::isTerminated);
        ManagedChannel channel = builder.build();
        opened.add(channel);
        return channel;
    }

    private EventLoopGroup loop() {
        EventLoopGroup running = loop;
        if (running == null) {
            running = new NioEventLoopGroup(1, task -> {
                Thread thread = new FastThreadLocalThread(task, "baton-etcd-io");
                thread.setDaemon(true);
                return thread;
            });
            loop = running;
        }
        return running;
    }

    /** Closes the connections that are left, and ends the thread when none is. */
    public void close() {
        opened.forEach(ManagedChannel::shutdownNow);
        if (loop != null) {
            end(loop, LOOKS);
        }
    }

    // A connection that is only being made needs the thread once more, to be given up.
    @SuppressWarnings("FutureReturnValueIgnored") // A daemon thread that has nothing left to do is not waited for.
    private void end(EventLoopGroup running, int looks) {
        if (looks == 0 || opened.stream().allMatch(ManagedChannel::isTerminated)) {
            running.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        } else {
            running.schedule(() -> end(running, looks - 1), 10, TimeUnit.MILLISECONDS);
        }
    }

    private int connectMillis() {
        return (int) Math.min(
                Integer.MAX_VALUE, clientSettings.route().connectTimeout().toMillis());
    }

    private final class TlsAnswer implements BlockingWork.Outcome<SslContext> {

        private final TlsContextSource source;
        private final Consumer<Optional<SslContext>> then;
        private Strand.Timer late = () -> {};
        private boolean told;

        TlsAnswer(TlsContextSource source, Consumer<Optional<SslContext>> then) {
            this.source = source;
            this.then = then;
        }

        @Override
        public void done(SslContext result) {
            reading = false;
            tell();
        }

        @Override
        public void failed(Throwable cause) {
            reading = false;
            tell();
        }

        void tell() {
            if (!told) {
                told = true;
                late.cancel();
                // What was read just now, if it could be used.
                then.accept(Optional.of(source.previous()));
            }
        }
    }
}
