// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;
import org.jspecify.annotations.Nullable;

/**
 * One connection that finds out why a server cannot be reached: ZooKeeper's client tells the reason to its log only. Blocks
 * for a moment, so it has a thread of its own.
 */
final class ConnectionProbe implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    private final InetSocketAddress server;
    private final ZKClientConfig config;
    private volatile @Nullable Socket socket;
    private volatile boolean closed;

    ConnectionProbe(InetSocketAddress server, ZKClientConfig config) {
        this.server = server;
        this.config = config;
    }

    /** Finds out in the background. */
    void begin(Consumer<Throwable> found) {
        Thread thread = new Thread(() -> found.accept(reason()), "baton-zookeeper-probe");
        thread.setDaemon(true);
        thread.start();
    }

    /** What is wrong, as far as a single connection can tell. */
    Throwable reason() {
        String name = server.getHostString() + ":" + server.getPort();
        try {
            connect(name);
            return new IOException(name + " accepts connections, but no answer of a ZooKeeper server has come yet."
                    + " Check that both sides use TLS or both do not");
        } catch (IOException | X509Exception | RuntimeException | Error e) {
            return new IOException(name + ": " + text(e), e);
        }
    }

    private void connect(String name) throws IOException, X509Exception {
        // Resolved anew: the name may have come or moved.
        InetAddress address = InetAddress.getByName(server.getHostString());
        try (Socket plain = new Socket()) {
            hold(plain);
            plain.connect(new InetSocketAddress(address, server.getPort()), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            if (config.getBoolean(ZKClientConfig.SECURE_CLIENT)) {
                handshake(plain);
            }
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer from " + name + " within " + TIMEOUT_MILLIS + " ms", e);
        }
    }

    private void handshake(Socket plain) throws IOException, X509Exception {
        try (ClientX509Util tls = new ClientX509Util();
                SSLSocket secure = (SSLSocket) tls.createSSLContext(config)
                        .getSocketFactory()
                        .createSocket(plain, server.getHostString(), server.getPort(), true)) {
            secure.startHandshake();
            awaitRefusal(secure);
        } catch (SocketTimeoutException e) {
            throw new IOException(
                    "the server has not finished the TLS handshake within " + TIMEOUT_MILLIS
                            + " ms. It is busy, or the port does not speak TLS",
                    e);
        }
    }

    /** With TLS 1.3 a server's refusal of a client certificate comes after the handshake. */
    private static void awaitRefusal(SSLSocket secure) throws IOException {
        secure.setSoTimeout(TIMEOUT_MILLIS / 4);
        try {
            if (secure.getInputStream().read() < 0) {
                throw new IOException("the server has closed the connection after the TLS handshake");
            }
        } catch (SocketTimeoutException waitsForRequests) {
            // A server that keeps the connection open has accepted it.
            return;
        }
    }

    private void hold(Socket opened) throws IOException {
        socket = opened;
        if (closed) {
            throw new IOException("the session was closed");
        }
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        String own = message == null ? thrown.getClass().getSimpleName() : message;
        return thrown instanceof java.net.UnknownHostException ? "the name cannot be resolved" : own;
    }

    @Override
    public void close() {
        closed = true;
        Socket held = socket;
        if (held != null) {
            try {
                held.close();
            } catch (IOException ignored) {
                // It is closed all the same.
            }
        }
    }
}
