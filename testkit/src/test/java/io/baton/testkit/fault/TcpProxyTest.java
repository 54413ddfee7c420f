// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TcpProxyTest {

    private final List<EchoClient> clients = new ArrayList<>();
    private EchoServer echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new EchoServer();
        proxy = TcpProxy.to(echo.address());
    }

    @AfterEach
    void stop() throws IOException {
        for (EchoClient client : clients) {
            client.close();
        }
        proxy.close();
        echo.close();
    }

    @Test
    void passesBytesOnAndCountsThem() throws IOException {
        EchoClient client = connect();
        client.send("hello");
        assertThat(client.receive(5)).isEqualTo("hello");
        assertThat(proxy.requestBytes()).isEqualTo(5);
        assertThat(proxy.replyBytes()).isEqualTo(5);
        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(proxy.openConnections()).isEqualTo(1);
    }

    @Test
    void treatsAConnectionThatWasAcceptedElsewhereAsItsOwn() throws IOException {
        try (ServerSocketChannel elsewhere = ServerSocketChannel.open()) {
            elsewhere.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            EchoClient client = connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), elsewhere.socket().getLocalPort()));
            proxy.take(elsewhere.accept());
            client.send("hello");
            assertThat(client.receive(5)).isEqualTo("hello");
            proxy.cut();
            client.send("held");
            client.assertSilent();
            proxy.heal();
            assertThat(client.receive(4)).isEqualTo("held");
        }
    }

    @Test
    void passesMoreThanAnyBufferHoldsUnchanged() throws IOException {
        byte[] sent = new byte[32 << 20];
        new Random(7).nextBytes(sent);
        EchoClient client = connect();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                client.socket().getOutputStream().write(sent);
                client.socket().shutdownOutput();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        byte[] received = client.socket().getInputStream().readAllBytes();
        sending.join();
        assertThat(Arrays.equals(received, sent)).isTrue();
    }

    @Test
    void holdsBytesBackWhileCutAndDeliversThemInOrder() throws IOException {
        EchoClient client = connected();
        proxy.cut();
        client.send("one");
        client.send("two");
        client.assertSilent();
        proxy.heal();
        assertThat(client.receive(6)).isEqualTo("onetwo");
    }

    @Test
    void whatWasSentBeforeACutArrives() throws IOException {
        for (int i = 0; i < 100; i++) {
            EchoClient client = connect();
            client.send("early");
            proxy.cutReplies();
            assertThat(proxy.requestBytes()).isEqualTo(5L * (i + 1));
            proxy.heal();
            assertThat(client.receive(5)).isEqualTo("early");
        }
    }

    @Test
    void cutsEachDirectionAlone() throws IOException {
        EchoClient client = connected();
        long before = proxy.requestBytes();
        proxy.cutReplies();
        client.send("heard");
        await().atMost(Await.LONG).until(() -> proxy.requestBytes() == before + 5);
        client.assertSilent();
        proxy.heal();
        assertThat(client.receive(5)).isEqualTo("heard");

        proxy.cutRequests();
        client.send("unheard");
        client.assertSilent();
        assertThat(proxy.requestBytes()).isEqualTo(before + 5);
        proxy.heal();
        assertThat(client.receive(7)).isEqualTo("unheard");
    }

    @Test
    void theTargetLearnsOfAConnectionMadeDuringACutAfterTheHeal() throws IOException {
        proxy.cut();
        EchoClient client = connect();
        client.send("late");
        client.assertSilent();
        assertThat(echo.accepted()).isZero();
        proxy.heal();
        assertThat(client.receive(4)).isEqualTo("late");
    }

    @Test
    void theTargetNeverLearnsOfAConnectionThatWasGivenUpDuringTheCut() throws IOException {
        proxy.cut();
        EchoClient impatient = connect();
        impatient.send("gone");
        await().atMost(Await.LONG).until(() -> proxy.connections() == 1);
        impatient.close();
        proxy.heal();
        assertThat(connected().receive(0)).isEmpty();
        await().atMost(Await.LONG).until(() -> proxy.openConnections() == 1);
        assertThat(echo.accepted()).isEqualTo(1);
    }

    @Test
    void neitherSideSeesTheEndOfTheOtherWhileCut() throws IOException {
        EchoClient client = connected();
        proxy.cut();
        client.close();
        connect().assertSilent();
        assertThat(echo.openConnections()).isEqualTo(1);
        proxy.heal();
        await().atMost(Await.LONG).until(() -> proxy.openConnections() == 1 && echo.openConnections() == 1);
    }

    @Test
    void dropsConnectionsAndWhatTheyHeld() throws IOException {
        EchoClient client = connected();
        proxy.cut();
        client.send("lost");
        proxy.dropConnections();
        client.assertReset();
        await().atMost(Await.LONG).until(() -> echo.openConnections() == 0);
        proxy.heal();
        assertThat(connected().receive(0)).isEmpty();
    }

    @Test
    void refusesNewConnectionsOnly() throws IOException {
        EchoClient old = connected();
        proxy.refuse();
        connect().assertReset();
        old.send("still");
        assertThat(old.receive(5)).isEqualTo("still");
        proxy.heal();
        connected();
    }

    @Test
    void resetsAClientWhoseTargetIsNotThere() throws IOException {
        try (TcpProxy toNobody = TcpProxy.toPort(FreePorts.next())) {
            connect(toNobody).assertReset();
        }
    }

    @Test
    void delaysEachDirectionWithoutReordering() throws IOException {
        EchoClient client = connected();
        proxy.delayRequests(Duration.ofMillis(150));
        proxy.delayReplies(Duration.ofMillis(100));
        long start = System.nanoTime();
        client.send("a");
        proxy.delayRequests(Duration.ZERO);
        client.send("b");
        assertThat(client.receive(2)).isEqualTo("ab");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(250), Duration.ofSeconds(60));
    }

    @Test
    void leavesNoThreadAndNoSocket() throws IOException {
        EchoClient client = connected();
        proxy.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("baton-proxy-" + proxy.port());
        client.assertReset();
        await().atMost(Await.LONG).until(() -> echo.openConnections() == 0);
        assertThatThrownBy(this::connect).isInstanceOf(SocketException.class);
        proxy.cut();
    }

    private EchoClient connected() throws IOException {
        EchoClient client = connect();
        client.send("?");
        assertThat(client.receive(1)).isEqualTo("?");
        return client;
    }

    private EchoClient connect() throws IOException {
        return connect(proxy);
    }

    private EchoClient connect(TcpProxy to) throws IOException {
        return connect(to.address());
    }

    private EchoClient connect(InetSocketAddress to) throws IOException {
        EchoClient client = EchoClient.connect(to);
        clients.add(client);
        return client;
    }
}
