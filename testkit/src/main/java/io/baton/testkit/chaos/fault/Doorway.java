// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.fault;

import io.baton.testkit.fault.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** An address that clients connect to. Thread-safe. */
final class Doorway implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final Consumer<SocketChannel> taker;
    private final AtomicLong accepted;
    private final Thread thread;

    private Doorway(ServerSocketChannel listener, Consumer<SocketChannel> taker, AtomicLong accepted) {
        this.listener = listener;
        this.taker = taker;
        this.accepted = accepted;
        this.thread = new Thread(this::run, "baton-doorway");
    }

    /** Leads to what a proxy leads to. */
    static Doorway to(TcpProxy proxy, InetSocketAddress address, AtomicLong accepted) {
        return open(address, proxy::take, accepted);
    }

    /** Behind it is something that answers nothing. */
    static Doorway ofStranger(InetSocketAddress address) {
        Stranger stranger = new Stranger(new ConcurrentLinkedQueue<>());
        return open(address, stranger, new AtomicLong());
    }

    private static Doorway open(InetSocketAddress address, Consumer<SocketChannel> taker, AtomicLong accepted) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open();
            listener.bind(address);
            Doorway doorway = new Doorway(listener, taker, accepted);
            doorway.thread.setDaemon(true);
            doorway.thread.start();
            return doorway;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    private void run() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                accepted.incrementAndGet();
                taker.accept(client);
            }
        } catch (IOException closed) {
            // No connection is accepted any more.
        }
    }

    /** New connections are refused, and the address is free. Those that a proxy has taken stay; those at a stranger are closed. */
    @Override
    public void close() {
        try {
            listener.close();
            // The address is taken until the thread has noticed.
            thread.join();
            if (taker instanceof Stranger stranger) {
                stranger.leave();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Stranger(Queue<SocketChannel> clients) implements Consumer<SocketChannel> {

        @Override
        public void accept(SocketChannel client) {
            clients.add(client);
        }

        void leave() throws IOException {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }
}
