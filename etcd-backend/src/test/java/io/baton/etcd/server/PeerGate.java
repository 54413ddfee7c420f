// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import io.baton.testkit.fault.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;

/**
 * Where a member of a cluster tells all others to connect to, and where each connection goes over to the link of the
 * member that made it. Nothing that peers send says reliably who they are, least of all the renewals of leases that
 * followers pass on; so the system is asked which process has connected.
 */
final class PeerGate implements AutoCloseable {

    private static final int LOOKS = 3;

    private final ServerSocketChannel listener;

    PeerGate() {
        try {
            listener = ServerSocketChannel.open();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    void open(Map<EtcdServer, TcpProxy> links) {
        Thread thread = new Thread(() -> run(links), "etcd-gate-" + port());
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Map<EtcdServer, TcpProxy> links) {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                Optional<TcpProxy> link = client(client.socket().getPort(), links);
                if (link.isPresent()) {
                    link.get().take(client);
                } else {
                    // Its process has ended, or no member owns it.
                    client.close();
                }
            }
        } catch (IOException closed) {
            // No member is left to connect.
        }
    }

    private Optional<TcpProxy> client(int clientPort, Map<EtcdServer, TcpProxy> links) {
        // The table moves while it is read, and a row can be missed.
        for (int look = 0; look < LOOKS; look++) {
            Optional<String> socket = ConnectionTable.clientSocket(clientPort, port());
            for (EtcdServer member : links.keySet()) {
                if (socket.isPresent() && holds(member, socket.get())) {
                    return Optional.ofNullable(links.get(member));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean holds(EtcdServer member, String socket) {
        var process = member.pid();
        return process.isPresent() && ConnectionTable.isHeldBy(process.getAsLong(), socket);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
