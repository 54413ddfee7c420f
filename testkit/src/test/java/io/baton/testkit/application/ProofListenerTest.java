// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.Subscription;
import io.baton.connection.ConnectionListener;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.memory.InMemoryBackend;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners of proofs harm neither the election nor memory. */
class ProofListenerTest {

    private static final int MOST_WAITING = 100;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Connections connections = new Connections();
    private final InMemoryBackend backend = connections.backend();
    private final Baton baton =
            connections.connect(backend, Map.of("baton.lease-duration", "120ms", "baton.request-timeout", "20ms"));

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void aListenerThatBlocksHasAHundredCallsWaitingAtMost() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger slow = new AtomicInteger();
        AtomicInteger fast = new AtomicInteger();
        CountDownLatch blocked = new CountDownLatch(1);
        Subscription subscription = baton.listen(proven(() -> {
            blocked.countDown();
            Conditions.await("the end", LONG, () -> end.getCount() == 0);
            slow.incrementAndGet();
        }));
        baton.listen(proven(fast::incrementAndGet));
        baton.elector("billing").start().awaitLeadership();
        blocked.await();
        Conditions.await("many proofs", LONG, () -> fast.get() > 2 * MOST_WAITING);
        int atEnd = fast.get();
        end.countDown();
        Conditions.await("told what waited", LONG, () -> slow.get() >= MOST_WAITING);
        Conditions.await("told the next one", LONG, () -> slow.get() > MOST_WAITING + 1);
        subscription.close();
        int more = fast.get() - atEnd;
        assertThat(slow.get()).isLessThanOrEqualTo(MOST_WAITING + 1 + more + 1);
    }

    @Test
    void aListenerThatThrowsIsToldTheNextProofAndAClosedOneNone() throws InterruptedException {
        AtomicInteger throwing = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        baton.listen(proven(() -> {
            throwing.incrementAndGet();
            throw new IllegalStateException("thrown by a test");
        }));
        Subscription subscription = baton.listen(proven(closed::incrementAndGet));
        baton.elector("billing").start().awaitLeadership();
        Conditions.await("told", LONG, () -> throwing.get() >= 2 && closed.get() >= 2);
        subscription.close();
        int before = throwing.get();
        int heard = closed.get();
        Conditions.await("told more", LONG, () -> throwing.get() >= before + 5);
        assertThat(closed.get()).isLessThanOrEqualTo(heard + 1);
    }

    @Test
    void proofsThatAreNotAnsweredAreToldAsFailed() throws InterruptedException {
        AtomicInteger failed = new AtomicInteger();
        baton.listen(new ConnectionListener() {
            @Override
            public void onProofFailed(Duration after) {
                failed.incrementAndGet();
            }
        });
        baton.elector("billing").start().awaitLeadership();
        backend.cutOff();
        Conditions.await("told", LONG, () -> failed.get() > 0);
    }

    private static ConnectionListener proven(Runnable call) {
        return new ConnectionListener() {
            @Override
            public void onProven(Duration latency) {
                call.run();
            }
        };
    }
}
