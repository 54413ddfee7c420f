// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/** A connection to an {@link EchoServer}, as a rule through something that disturbs it. */
final class EchoClient implements AutoCloseable {

    private static final int BOUND_MILLIS = 60_000;
    private static final int SILENCE_MILLIS = 200;

    private final Socket socket;

    private EchoClient(Socket socket) {
        this.socket = socket;
    }

    static EchoClient connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(BOUND_MILLIS);
        return new EchoClient(socket);
    }

    Socket socket() {
        return socket;
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    String receive(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), US_ASCII);
    }

    void assertSilent() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> receive(1)).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(BOUND_MILLIS);
    }

    void assertReset() {
        assertThatThrownBy(() -> receive(1)).isInstanceOf(SocketException.class);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
