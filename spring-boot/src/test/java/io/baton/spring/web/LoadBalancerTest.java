// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Clients that reach the instances through a load balancer only. */
class LoadBalancerTest {

    /** Gives each connection to the next one of its servers. */
    private static final class RoundRobin implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final ExecutorService threads = Executors.newCachedThreadPool();

        RoundRobin(List<Integer> ports) throws IOException {
            threads.execute(() -> {
                for (int i = 0; !listening.isClosed(); i++) {
                    connect(ports.get(i % ports.size()));
                }
            });
        }

        private void connect(int port) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                threads.execute(() -> pump(client, server));
                threads.execute(() -> pump(server, client));
            } catch (IOException closed) {
                // The test is over.
            }
        }

        private static void pump(Socket from, Socket to) {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException ended) {
                // By the other side.
            }
        }

        int port() {
            return listening.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            listening.close();
            threads.shutdownNow();
        }
    }

    /** A connection is closed after each request, so that the next one is another instance's. */
    private static Instance start(String store) {
        return Instance.start(store, "server.tomcat.max-keep-alive-requests=1");
    }

    @Test
    void allWritesSucceedAndNoClientSeesAnInstance() throws Exception {
        String store = UUID.randomUUID().toString();
        try (Instance leader = start(store).leads();
                Instance second = start(store).follows(leader.id());
                Instance third = start(store).follows(leader.id());
                RoundRobin front = new RoundRobin(List.of(leader.port(), second.port(), third.port()))) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            for (int i = 0; i < 30; i++) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + front.port() + "/forward/" + i))
                                .header("X-Number", "" + i)
                                .POST(BodyPublishers.ofString("write " + i))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.previousResponse()).isEmpty();
                assertThat(answer.headers().map().toString())
                        .doesNotContain("" + leader.port(), "" + second.port(), "" + third.port());
            }
            assertThat(leader.served().requests()).hasSize(30);
            assertThat(leader.served().requests().stream()
                            .filter(request -> request.headers().containsKey("baton-forwarded"))
                            .map(request -> request.headers().get("baton-forwarded"))
                            .distinct())
                    .hasSize(2);
        }
    }
}
