// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A client's connection and the one to the target. Belongs to the proxy's thread. */
final class ProxyConnection {

    private enum Phase {
        ACCEPTED,
        CONNECTING,
        OPEN,
        CLOSED
    }

    private final long number;
    private final InetSocketAddress address;
    private final SocketChannel client;
    private final SocketChannel target;
    private final SelectionKey clientKey;
    private final SelectionKey targetKey;
    private final Flow requests;
    private final Flow replies;
    private Phase phase = Phase.ACCEPTED;
    private boolean wasHeld;

    ProxyConnection(Flows flows, InetSocketAddress address, SocketChannel client, Selector selector)
            throws IOException {
        number = flows.connection();
        this.address = address;
        this.client = client;
        target = SocketChannel.open();
        target.configureBlocking(false);
        target.setOption(StandardSocketOptions.TCP_NODELAY, true);
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        clientKey = client.register(selector, 0, this);
        targetKey = target.register(selector, 0, this);
        requests = new Flow(flows.connection(), flows.requests(), client, target);
        replies = new Flow(flows.connection(), flows.replies(), target, client);
    }

    /** Moves on as far as possible, and returns in how many nanoseconds there will be more to do. */
    long advance(Turn turn) throws IOException {
        if (phase == Phase.ACCEPTED) {
            if (turn.cut()) {
                wasHeld = true;
                return Flow.NEVER;
            }
            connect(turn);
        }
        if (phase == Phase.CONNECTING && target.finishConnect()) {
            phase = Phase.OPEN;
        }
        long due = Flow.NEVER;
        if (phase == Phase.OPEN) {
            due = pump(turn);
        }
        updateInterest();
        return due;
    }

    private void connect(Turn turn) throws IOException {
        if (wasHeld) {
            // A client that gave up while its connection was held would never have had one: the target must not see it.
            requests.fill(turn.scratch(), turn.now());
            if (requests.hasEnded()) {
                close();
                return;
            }
        }
        phase = Phase.CONNECTING;
        target.connect(address);
    }

    private long pump(Turn turn) throws IOException {
        if (turn.readsAll() || clientKey.isReadable()) {
            requests.fill(turn.scratch(), turn.now());
        }
        long due = requests.drain(turn.now());
        if (turn.readsAll() || targetKey.isReadable()) {
            replies.fill(turn.scratch(), turn.now());
        }
        due = Math.min(due, replies.drain(turn.now()));
        if (requests.isFinished() && replies.isFinished()) {
            close();
        }
        return due;
    }

    private void updateInterest() {
        if (phase == Phase.CONNECTING) {
            targetKey.interestOps(SelectionKey.OP_CONNECT);
        } else if (phase == Phase.OPEN) {
            clientKey.interestOps(interest(requests, replies));
            targetKey.interestOps(interest(replies, requests));
        }
    }

    private static int interest(Flow in, Flow out) {
        return (in.wantsInput() ? SelectionKey.OP_READ : 0) | (out.wantsRoom() ? SelectionKey.OP_WRITE : 0);
    }

    long number() {
        return number;
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Both sides see a reset. */
    void drop() {
        reset(client);
        reset(target);
        close();
    }

    private static void reset(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closed) {
            // There is nothing left to reset.
        }
    }

    private void close() {
        phase = Phase.CLOSED;
        close(client);
        close(target);
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + channel, e);
        }
    }

    /** The number of a connection and the two directions it takes part in. */
    record Flows(long connection, Direction requests, Direction replies) {}

    /**
     * What holds while all connections move on once.
     *
     * @param readsAll whether also connections are read that the selector has not reported, because they became ready
     *     or of interest only after it was asked
     */
    record Turn(boolean cut, boolean readsAll, ByteBuffer scratch, long now) {}
}
