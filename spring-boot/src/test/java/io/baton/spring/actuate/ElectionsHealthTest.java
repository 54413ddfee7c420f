// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.ElectionStatus.State;
import io.baton.LeaderElector;
import io.baton.spring.actuate.ElectionsHealth.Report;
import io.baton.testkit.memory.InMemoryBackend;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a process counts as healthy. */
class ElectionsHealthTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration BOUND = Duration.ofMinutes(1);

    private final SharedStore store = new SharedStore();
    private final AtomicLong nanos = new AtomicLong();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theLeaderAndAStandbyAreUp() throws InterruptedException {
        Baton first = store.connect();
        LeaderElector leader = first.elector("billing").start();
        leader.awaitLeadership();
        Baton second = store.connect();
        second.elector("billing").start();
        await().atMost(SOON).until(() -> state(second) == State.WAITING);
        try (ElectionsHealth leading = health(first);
                ElectionsHealth waiting = health(second)) {
            Report report = leading.report();
            assertThat(report.isUp()).isTrue();
            assertThat(report.details()).containsEntry("connected", true);
            assertThat(election(report)).containsEntry("leads", true).containsEntry("state", "LEADING");
            assertThat(waiting.report().isUp()).isTrue();
            assertThat(election(waiting.report())).containsEntry("leads", false).containsEntry("state", "WAITING");
        }
    }

    @Test
    void anElectorThatIsNotStartedIsUp() {
        Baton baton = store.connect();
        baton.elector("billing");
        try (ElectionsHealth health = health(baton)) {
            assertThat(health.report().isUp()).isTrue();
        }
    }

    @Test
    void aRefusedCandidateIsDownUntilItStands() throws InterruptedException {
        Baton leader = store.connect();
        leader.elector("billing").start().awaitLeadership();
        store.refuse("billing");
        Baton baton = store.connect(store.backend(), Map.of("baton.lease-duration", "4s"));
        baton.elector("billing").start();
        try (ElectionsHealth health = health(baton)) {
            await().atMost(SOON).until(() -> !health.report().isUp());
            assertThat(election(health.report()).get("refused")).asString().contains("the floor record cannot be read");
            store.accept("billing");
            await().atMost(SOON).until(() -> health.report().isUp());
            assertThat(election(health.report()))
                    .containsEntry("state", "WAITING")
                    .doesNotContainKey("refused");
        }
    }

    @Test
    void aStoreThatIsGoneForLongerThanTheBoundIsDown() {
        InMemoryBackend backend = store.backend();
        Baton baton = store.connect(backend, Map.of("baton.lease-duration", "2s"));
        baton.elector("billing").start();
        try (ElectionsHealth health = health(baton)) {
            await().atMost(SOON).until(() -> election(health.report()).containsValue("LEADING"));
            nanos.addAndGet(BOUND.toNanos() * 3);
            assertThat(health.report().isUp()).isTrue();
            backend.cutOff();
            await().atMost(SOON).until(() -> health.report().details().containsValue(false));
            assertThat(health.report().isUp()).isTrue();
            await().atMost(SOON).until(() -> isDownAfter(health, BOUND.plusMillis(1)));
            backend.heal();
            await().atMost(SOON).until(() -> health.report().isUp());
            assertThat(health.report().details())
                    .containsEntry("connected", true)
                    .doesNotContainKey("disconnectedFor");
        }
    }

    @Test
    void aStoreThatWasNeverReachedIsDownAfterTheBound() {
        InMemoryBackend backend = store.backend();
        backend.cutOff();
        Baton baton = store.connect(backend, Map.of("baton.require-connection", "false"));
        try (ElectionsHealth health = health(baton)) {
            nanos.set(BOUND.toNanos());
            assertThat(health.report().isUp()).isTrue();
            nanos.incrementAndGet();
            assertThat(health.report().isUp()).isFalse();
            assertThat(health.report().details()).containsEntry("disconnectedFor", "PT1M");
        }
    }

    /** The listener may hear of the break after the status tells it. */
    private boolean isDownAfter(ElectionsHealth health, Duration more) {
        nanos.addAndGet(more.toNanos());
        return !health.report().isUp();
    }

    private ElectionsHealth health(Baton baton) {
        return new ElectionsHealth(baton, BOUND, nanos::get);
    }

    private static State state(Baton baton) {
        return baton.status().elections().get(0).state();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> election(Report report) {
        Map<String, Object> elections =
                (Map<String, Object>) Objects.requireNonNull(report.details().get("elections"));
        return (Map<String, Object>) Objects.requireNonNull(elections.get("billing"));
    }
}
