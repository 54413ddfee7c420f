// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a standby holds on to while it passes a request on, and afterwards. */
class ForwardStreamsTest {

    private final String store = UUID.randomUUID().toString();

    /** The leader reads the first part of the body while the client has not sent the rest. */
    @Test
    void bodiesAreStreamed() throws Exception {
        int half = 5_000_000;
        try (Instance leader = Instance.start(store).leads();
                Instance standby = Instance.start(store).follows(leader.id());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), standby.port())) {
            socket.setSoTimeout((int) Instance.SOON.toMillis());
            String head = "POST /forward/x HTTP/1.1\r\nHost: h\r\nContent-Length: " + 2 * half
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[half]);
            leader.served().awaitFirstByte();
            socket.getOutputStream().write(new byte[half]);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200");
            assertThat(leader.served().last().length()).isEqualTo(2 * half);
        }
    }

    @Test
    void theThreadsOfTheClientEndWithTheContext() throws Exception {
        try (Instance leader = Instance.start(store).leads()) {
            long before = selectors();
            forwardOnce(leader);
            await().atMost(Instance.SOON).until(() -> {
                System.gc();
                return selectors() <= before;
            });
        }
    }

    private void forwardOnce(Instance leader) throws Exception {
        long before = selectors();
        try (Instance standby = Instance.start(store).follows(leader.id())) {
            assertThat(standby.send(standby.request("/redirect/x").GET()).statusCode())
                    .isEqualTo(307);
            long afterRedirect = selectors();
            assertThat(standby.send(standby.request("/forward/x").GET()).statusCode())
                    .isEqualTo(200);
            assertThat(selectors()).isGreaterThan(afterRedirect).isGreaterThan(before);
        }
    }

    private static long selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("-SelectorManager"))
                .count();
    }
}
