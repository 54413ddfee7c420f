// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A network between clients and one server that can be cut, delayed and broken. Clients connect to {@link #address()};
 * what they send (the requests) and what the target sends (the replies) can be treated apart. Thread-safe.
 *
 * <p>A command has taken effect when its method returns. What was sent before the call is still treated as before it.
 */
public final class TcpProxy implements AutoCloseable {

    private static final int SCRATCH_BYTES = 64 << 10;

    private final InetSocketAddress target;
    private final TrafficTap tap;
    private final Direction requests;
    private final Direction replies;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final Thread thread;
    private final ProxyCommands commands;
    private final Queue<SocketChannel> taken = new ConcurrentLinkedQueue<>();
    private final List<ProxyConnection> connections = new ArrayList<>();
    private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH_BYTES);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private boolean refusing;
    private volatile boolean closed;

    private TcpProxy(InetSocketAddress target, TrafficTap tap) throws IOException {
        this.target = target;
        this.tap = tap;
        requests = new Direction(tap::request);
        replies = new Direction(tap::reply);
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = new Thread(this::run, "baton-proxy-" + port());
        thread.setDaemon(true);
        commands = new ProxyCommands(thread, selector);
    }

    /** A proxy in front of a target, which need not be there yet. */
    public static TcpProxy to(InetSocketAddress target) {
        return to(target, TrafficTap.NONE);
    }

    public static TcpProxy to(InetSocketAddress target, TrafficTap tap) {
        if (target.isUnresolved()) {
            throw new IllegalArgumentException("unknown host: " + target);
        }
        try {
            TcpProxy proxy = new TcpProxy(target, tap);
            proxy.thread.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    /** A proxy in front of a port of this host. */
    public static TcpProxy toPort(int port) {
        return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    public int port() {
        return listener.socket().getLocalPort();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
    }

    /** Treats a connection that was accepted elsewhere as one of its own; it belongs to the proxy from now on. */
    public void take(SocketChannel client) {
        command(() -> taken.add(client));
    }

    /**
     * Nothing passes in either direction, and neither side is told: bytes and the ends of connections are held back
     * until {@link #heal()}. A new connection is accepted here, but the target learns of it only after the heal, and
     * never if the client has given up by then.
     */
    public void cut() {
        command(() -> {
            requests.cut(true);
            replies.cut(true);
        });
    }

    /** As {@link #cut()}, but what the target sends still passes on connections that exist. */
    public void cutRequests() {
        command(() -> requests.cut(true));
    }

    /** As {@link #cut()}, but what clients send still passes on connections that exist. */
    public void cutReplies() {
        command(() -> replies.cut(true));
    }

    /**
     * Ends cuts and {@link #refuse()}. What was held back is delivered in order; {@link #dropConnections()} before this
     * throws it away.
     */
    public void heal() {
        command(() -> {
            requests.cut(false);
            replies.cut(false);
            refusing = false;
        });
    }

    /** Resets all connections of now. Both sides see it, even while cut. */
    public void dropConnections() {
        command(() -> connections.forEach(ProxyConnection::drop));
    }

    /** Resets every new connection as soon as it is made, until {@link #heal()}. */
    public void refuse() {
        command(() -> refusing = true);
    }

    /** What clients send from now on arrives that much later, in order; zero ends it. */
    public void delayRequests(Duration delay) {
        command(() -> requests.delay(delay));
    }

    /** What the target sends from now on arrives that much later, in order; zero ends it. */
    public void delayReplies(Duration delay) {
        command(() -> replies.delay(delay));
    }

    /** How many bytes of clients have been passed on. */
    public long requestBytes() {
        return requests.bytes();
    }

    /** How many bytes of the target have been passed on. */
    public long replyBytes() {
        return replies.bytes();
    }

    /** How many connections clients have made, without refused ones. */
    public long connections() {
        return accepted.get();
    }

    /** How many connections neither side has closed, as far as the proxy may know while cut. */
    public long openConnections() {
        return open.get();
    }

    /** Resets all connections. Leaves no thread and no socket. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void command(Runnable action) {
        commands.run(action, () -> closed);
    }

    private void run() {
        try {
            while (!closed) {
                select(advanceAll(false));
                commands.runAll(this::deliverAll);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private void select(long due) throws IOException {
        if (due == Flow.NEVER) {
            selector.select();
        } else {
            selector.select(TimeUnit.NANOSECONDS.toMillis(due) + 1);
        }
    }

    private void acceptAll() throws IOException {
        for (SocketChannel client = next(); client != null; client = next()) {
            if (refusing) {
                client.setOption(StandardSocketOptions.SO_LINGER, 0);
                client.close();
            } else {
                var flows = new ProxyConnection.Flows(accepted.incrementAndGet(), requests, replies);
                connections.add(new ProxyConnection(flows, target, client, selector));
                open.incrementAndGet();
            }
        }
    }

    private @Nullable SocketChannel next() throws IOException {
        SocketChannel client = taken.poll();
        return client == null ? listener.accept() : client;
    }

    /** Moves everything on as far as possible, and returns in how many nanoseconds there will be more to do. */
    private long advanceAll(boolean readsAll) throws IOException {
        acceptAll();
        var turn = new ProxyConnection.Turn(requests.isCut() || replies.isCut(), readsAll, scratch, System.nanoTime());
        long due = Flow.NEVER;
        for (ProxyConnection connection : connections) {
            try {
                if (!connection.isClosed()) {
                    due = Math.min(due, connection.advance(turn));
                }
            } catch (IOException | CancelledKeyException broken) {
                connection.drop();
            }
        }
        connections.removeIf(this::hasEnded);
        selector.selectedKeys().clear();
        return due;
    }

    /** What was sent before a command arrives before it. */
    private void deliverAll() throws IOException {
        advanceAll(true);
    }

    private boolean hasEnded(ProxyConnection connection) {
        if (!connection.isClosed()) {
            return false;
        }
        open.decrementAndGet();
        tap.closed(connection.number());
        return true;
    }

    private void end() {
        closed = true;
        connections.forEach(ProxyConnection::drop);
        connections.removeIf(this::hasEnded);
        try {
            listener.close();
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands.end();
    }
}
