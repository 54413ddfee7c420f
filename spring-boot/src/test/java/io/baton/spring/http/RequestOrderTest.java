// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.fencing.FencingGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that race. */
@Timeout(120)
class RequestOrderTest {

    private static final int SENDERS = 8;
    private static final int REQUESTS_OF_EACH = 100;

    private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void noSmallerTokenIsHandledAfterOrBesideAGreater() throws Exception {
        AtomicInteger handling = new AtomicInteger();
        AtomicInteger beside = new AtomicInteger();
        try (Receiver receiver = Receiver.start(new FencingTokenFilter(FencingGuard.inMemory()))) {
            receiver.ledger().whileHandled(() -> {
                beside.addAndGet(handling.getAndIncrement());
                handling.decrementAndGet();
            });
            int refused = race(receiver);
            List<Long> tokens = receiver.ledger().handled().stream()
                    .map(field -> Long.valueOf(field.substring("billing=".length())))
                    .toList();
            System.out.println("requests that race: " + tokens.size() + " handled, " + refused + " refused");
            assertThat(tokens).isSorted();
            assertThat(tokens.size() + refused).isEqualTo(SENDERS * REQUESTS_OF_EACH);
            assertThat(refused).isPositive();
        }
        assertThat(beside).hasValue(0);
    }

    @Test
    void requestsAreHandledAtTheSameTimeWhereTheyAreOnlyChecked() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        FencingTokenFilter filter = new FencingTokenFilter(FencingGuard.inMemory()).checkingOnly();
        try (Receiver receiver = Receiver.start(filter)) {
            receiver.ledger().whileHandled(() -> await(both));
            Future<Integer> one = threads.submit(() -> status(receiver, 7));
            Future<Integer> other = threads.submit(() -> status(receiver, 7));
            assertThat(one.get()).isEqualTo(200);
            assertThat(other.get()).isEqualTo(200);
        }
    }

    /**
     * Each sender sends greater and greater tokens, and all of them send the same ones: the number of those refused.
     */
    private int race(Receiver receiver) throws Exception {
        CyclicBarrier start = new CyclicBarrier(SENDERS);
        List<Future<Integer>> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            senders.add(threads.submit(() -> {
                start.await();
                int refused = 0;
                for (int token = 1; token <= REQUESTS_OF_EACH; token++) {
                    int status = status(receiver, token);
                    assertThat(status).isIn(200, 412);
                    refused += status == 412 ? 1 : 0;
                }
                return refused;
            }));
        }
        int refused = 0;
        for (Future<Integer> sender : senders) {
            refused += sender.get();
        }
        return refused;
    }

    private static int status(Receiver receiver, int token) throws Exception {
        return receiver.send("POST", "/entries", "billing=" + token).statusCode();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
