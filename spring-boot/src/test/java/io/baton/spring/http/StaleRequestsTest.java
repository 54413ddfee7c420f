// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.testkit.process.ChildJvm;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A deposed leader sends on; the receiver, whose guard is in PostgreSQL, is killed and started anew. */
@Timeout(1_500)
class StaleRequestsTest {

    private static final int REQUESTS = Boolean.getBoolean("baton.faults") ? 10_000 : 500;
    private static final int SENDERS = 4;
    private static final Duration START_BOUND = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();

    /** A receiver and the port on which it receives. */
    private record ReceiverJvm(ChildJvm jvm, String url) implements AutoCloseable {

        static ReceiverJvm start(EmbeddedPostgres database) throws InterruptedException {
            ChildJvm jvm = ChildJvm.of(ReceivingProcess.class.getName())
                    .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m")
                    .arguments(database.getJdbcUrl("postgres", "postgres"))
                    .start();
            String port = jvm.awaitLine("receives at (\\d+)", START_BOUND).group(1);
            return new ReceiverJvm(jvm, "http://127.0.0.1:" + port);
        }

        @Override
        public void close() {
            jvm.close();
        }
    }

    @Test
    void allRequestsOfADeposedLeaderAreRefusedAlsoAfterTheReceiverWasKilled() throws Exception {
        try (Terms terms = Terms.of("billing", 3);
                EmbeddedPostgres database = EmbeddedPostgres.builder().start()) {
            try (ReceiverJvm receiver = ReceiverJvm.start(database)) {
                assertThat(post(receiver, "/entries", terms.get(0)).statusCode())
                        .isEqualTo(200);
                assertThat(post(receiver, "/entries", terms.get(1)).statusCode())
                        .isEqualTo(200);
                assertAllRefused("before the receiver is killed", receiver, terms.get(0));
                receiver.jvm().kill();
            }
            try (ReceiverJvm receiver = ReceiverJvm.start(database)) {
                assertAllRefused("after the receiver was killed", receiver, terms.get(0));
                assertThat(post(receiver, "/entries", terms.get(1)).statusCode())
                        .isEqualTo(200);
                CompletableFuture<HttpResponse<String>> unanswered =
                        client.sendAsync(request(receiver, "/hang", terms.get(2)), BodyHandlers.ofString());
                receiver.jvm().awaitLine("hangs", START_BOUND);
                receiver.jvm().kill();
                assertThat(unanswered).failsWithin(START_BOUND);
            }
            try (ReceiverJvm receiver = ReceiverJvm.start(database)) {
                assertAllRefused("after a kill in the middle of the next term's request", receiver, terms.get(1));
                assertThat(post(receiver, "/entries", terms.get(2)).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    private void assertAllRefused(String when, ReceiverJvm receiver, Leadership stale) throws Exception {
        ConcurrentMap<Integer, Integer> answers = new ConcurrentHashMap<>();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        long start = System.nanoTime();
        List<Future<?>> requests = new ArrayList<>();
        for (int request = 0; request < REQUESTS; request++) {
            requests.add(senders.submit(
                    () -> answers.merge(post(receiver, "/entries", stale).statusCode(), 1, Integer::sum)));
        }
        for (Future<?> request : requests) {
            request.get();
        }
        senders.shutdown();
        System.out.printf(
                "%d requests of a deposed leader %s: %s, %.1f s%n",
                REQUESTS, when, answers, (System.nanoTime() - start) / 1e9);
        assertThat(answers).containsExactly(Map.entry(412, REQUESTS));
    }

    private HttpResponse<String> post(ReceiverJvm receiver, String path, Leadership leadership)
            throws IOException, InterruptedException {
        return client.send(request(receiver, path, leadership), BodyHandlers.ofString());
    }

    private static HttpRequest request(ReceiverJvm receiver, String path, Leadership leadership) {
        return HttpRequest.newBuilder(URI.create(receiver.url() + path))
                .header(FencingTokenHeader.NAME, FencingTokenHeader.format(leadership))
                .POST(BodyPublishers.noBody())
                .build();
    }
}
