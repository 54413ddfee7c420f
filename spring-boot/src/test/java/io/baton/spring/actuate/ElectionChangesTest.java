// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.spring.LeaderChangedEvent;
import io.baton.spring.LeadershipElectedEvent;
import io.baton.spring.LeadershipLostEvent;
import io.baton.spring.actuate.ElectionChange.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What is remembered of elections. */
class ElectionChangesTest {

    private static final String TIME = "2026-01-02T03:04:05.000Z";

    private final Clock clock = Clock.fixed(Instant.parse(TIME), ZoneOffset.UTC);

    @Test
    void theEventsOfTheContextAreKeptTheNewestFirst() throws InterruptedException {
        try (SharedStore store = new SharedStore();
                Baton baton = store.connect();
                AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            Leadership leadership = baton.elector("billing").start().awaitLeadership();
            context.registerBean(ElectionChanges.class, clock);
            context.refresh();
            context.publishEvent(new LeadershipElectedEvent(leadership));
            context.publishEvent(new LeadershipLostEvent(leadership, LossReason.RESIGNED));
            context.publishEvent(new LeaderChangedEvent("billing", Optional.empty()));
            context.publishEvent(ledBy(9));
            long token = leadership.token().value();
            ElectionChanges changes = context.getBean(ElectionChanges.class);
            assertThat(changes.of("billing"))
                    .containsExactly(
                            new ElectionChange(TIME, Kind.LEADER_CHANGED, "other", 9L, null),
                            new ElectionChange(TIME, Kind.NO_LEADER, null, null, null),
                            new ElectionChange(TIME, Kind.LOST, null, token, LossReason.RESIGNED),
                            new ElectionChange(TIME, Kind.ELECTED, null, token, null));
            assertThat(changes.of("unknown")).isEmpty();
        }
    }

    @Test
    void noMoreThanTwentyAreKept() {
        ElectionChanges changes = new ElectionChanges(clock);
        IntStream.rangeClosed(1, 50).forEach(token -> changes.leaderChanged(ledBy(token)));
        assertThat(changes.of("billing"))
                .hasSize(20)
                .extracting(ElectionChange::token)
                .startsWith(50L)
                .endsWith(31L);
    }

    @Test
    void noneIsLostWhenThreadsTellAtTheSameTime() throws InterruptedException {
        ElectionChanges changes = new ElectionChanges(clock);
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = IntStream.rangeClosed(1, 20)
                .mapToObj(token -> new Thread(() -> {
                    awaitUninterrupted(begin);
                    changes.leaderChanged(ledBy(token));
                }))
                .toList();
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(changes.of("billing"))
                .hasSize(20)
                .extracting(ElectionChange::token)
                .doesNotHaveDuplicates();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static LeaderChangedEvent ledBy(long token) {
        return new LeaderChangedEvent("billing", Optional.of(new Leader("other", Map.of(), new FencingToken(token))));
    }
}
