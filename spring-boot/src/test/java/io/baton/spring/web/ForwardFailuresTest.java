// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A leader that does not answer as it should: what the client is told says whether the request may have been served. */
class ForwardFailuresTest {

    private final String store = UUID.randomUUID().toString();

    /** A server that takes one connection, reads the head of the request, and answers with a text or not at all. */
    private static final class BrokenServer implements AutoCloseable {

        private final ServerSocket listening;

        BrokenServer(String answer, boolean closes) throws IOException {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(answer, closes), "broken server");
            thread.setDaemon(true);
            thread.start();
        }

        @SuppressWarnings(
                "resource") // A connection that stays open ends with the test's JVM, or when the other side closes.
        private void serve(String answer, boolean closes) {
            try {
                Socket socket = listening.accept();
                InputStream in = socket.getInputStream();
                var unused = in.read(new byte[10_000]);
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                if (closes) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String url() {
            return "http://127.0.0.1:" + listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, '', true, 502", "GET, 'HTTP/1.1 nonsense~~', true, 502", "POST, '', false, 504"})
    void whetherTheLeaderHasServedTheRequestIsUnknown(String method, String sent, boolean closes, int status)
            throws Exception {
        try (BrokenServer server = new BrokenServer(lines(sent), closes);
                Baton foreign = Instance.foreignLeader(store, Map.of("url", server.url()));
                Instance standby =
                        Instance.start(store, "baton.web.forward-timeout=2s").follows("foreign")) {
            HttpResponse<String> answer =
                    standby.send(standby.request("/forward/x").method(method, BodyPublishers.ofString("x")));
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
            assertThat(answer.body()).contains("unknown");
            assertThat(Instance.elector(foreign).isLeader()).isTrue();
        }
    }

    /** A part of an answer must not look like the whole. */
    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK~Content-Length: 100000~~', true",
        "'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~9c40~', true",
        "'HTTP/1.1 200 OK~Transfer-Encoding: chunked~~9c40~', false"
    })
    void anAnswerThatBreaksOffBreaksOffForTheClient(String head, boolean closes) throws Exception {
        try (BrokenServer server = new BrokenServer(lines(head) + "x".repeat(40_000), closes);
                Baton foreign = Instance.foreignLeader(store, Map.of("url", server.url()));
                Instance standby =
                        Instance.start(store, "baton.web.forward-timeout=2s").follows("foreign")) {
            assertThatThrownBy(() -> standby.send(standby.request("/forward/x").POST(BodyPublishers.ofString("x"))))
                    .isInstanceOf(IOException.class);
            assertThat(Instance.elector(foreign).isLeader()).isTrue();
        }
    }

    private static String lines(String text) {
        return text.replace("~", "\r\n");
    }
}
