// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TrafficTapTest {

    private EchoServer echo;

    @BeforeEach
    void start() throws IOException {
        echo = new EchoServer();
    }

    @AfterEach
    void stop() {
        echo.close();
    }

    @Test
    void canLoseExactlyTheReply() throws IOException {
        CompletableFuture<TcpProxy> tapped = new CompletableFuture<>();
        List<String> seen = new ArrayList<>();
        TrafficTap tap = new TrafficTap() {
            @Override
            public void request(long connection, ByteBuffer bytes) {
                seen.add(connection + " asks " + US_ASCII.decode(bytes));
            }

            @Override
            public void reply(long connection, ByteBuffer bytes) {
                seen.add(connection + " gets " + US_ASCII.decode(bytes));
                tapped.join().dropConnections();
                tapped.join().cut();
            }

            @Override
            public void closed(long connection) {
                seen.add(connection + " ends");
            }
        };
        try (TcpProxy dropping = TcpProxy.to(echo.address(), tap)) {
            tapped.complete(dropping);
            try (EchoClient client = EchoClient.connect(dropping.address())) {
                client.send("x");
                client.assertReset();
            }
            await().atMost(Await.LONG).until(() -> dropping.openConnections() == 0);
            dropping.heal();
            EchoClient.connect(dropping.address()).close();
            await().atMost(Await.LONG).until(() -> dropping.connections() == 2 && dropping.openConnections() == 0);
        }
        assertThat(seen).containsExactly("1 asks x", "1 gets x", "1 ends", "2 ends");
    }

    @Test
    void canHoldBackExactlyTheReply() throws IOException {
        CompletableFuture<TcpProxy> tapped = new CompletableFuture<>();
        TrafficTap tap = new TrafficTap() {
            @Override
            public void reply(long connection, ByteBuffer bytes) {
                tapped.join().cutReplies();
            }
        };
        try (TcpProxy holding = TcpProxy.to(echo.address(), tap);
                EchoClient client = EchoClient.connect(holding.address())) {
            tapped.complete(holding);
            client.send("x");
            client.assertSilent();
            holding.heal();
            assertThat(client.receive(1)).isEqualTo("x");
        }
    }

    @Test
    void canChangeWhatPasses() throws IOException {
        TrafficTap tap = new TrafficTap() {
            @Override
            public void request(long connection, ByteBuffer bytes) {
                bytes.put(1, (byte) 'o');
            }

            @Override
            public void reply(long connection, ByteBuffer bytes) {
                bytes.put((byte) 'c');
            }
        };
        try (TcpProxy changing = TcpProxy.to(echo.address(), tap);
                EchoClient client = EchoClient.connect(changing.address())) {
            client.send("hat");
            assertThat(client.receive(3)).isEqualTo("cot");
        }
    }
}
