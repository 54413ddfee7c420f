// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipLostException;
import io.baton.internal.DefaultBaton;
import io.baton.internal.config.ElectionSettings;
import io.baton.internal.config.Settings;
import io.baton.internal.loop.ElectionLoop;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.ManualClock;
import io.baton.testkit.memory.MemoryStore;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A process whose loop is turned by the test alone, so that it can stand still. */
class FrozenProcessTest {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration VALIDITY = LEASE.dividedBy(2);

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final ElectionLoop loop = new ElectionLoop(clock, () -> {}, () -> 0.5);
    private final DefaultBaton baton = new DefaultBaton(
            new InMemoryBackend(store),
            new Settings(
                    LEASE,
                    LEASE.dividedBy(4),
                    LEASE,
                    true,
                    0.01,
                    new Candidate("frozen"),
                    ElectionSettings.of(ElectorOptions.DEFAULTS)),
            loop,
            Runnable::run);

    @AfterEach
    void close() {
        CompletableFuture<Boolean> closed = baton.beginClose();
        turnUntil(closed::isDone);
    }

    @Test
    @Tag("P3")
    void aLeadershipEndsByTheClockAloneWhileNothingElseRuns() {
        Leadership leadership = lead();
        clock.advance(VALIDITY.minusNanos(1));
        assertThat(leadership.isHeld()).isTrue();
        assertThat(leadership.remaining()).isEqualTo(Duration.ofNanos(1));
        clock.advance(Duration.ofNanos(1));
        assertThat(leadership.isHeld()).isFalse();
        assertThatThrownBy(leadership::ensureHeld).isInstanceOf(LeadershipLostException.class);
    }

    @Test
    @Tag("P3")
    void aProcessThatWakesAfterTheDeadlineDoesNotLeadBeforeItIsElectedAnew() {
        Leadership leadership = lead();
        clock.advance(VALIDITY.multipliedBy(3));
        assertThat(leadership.isHeld()).isFalse();
        LeaderElector elector = baton.elector("other");
        assertThat(elector.isLeader()).isFalse();
        for (int i = 0; i < 100; i++) {
            loop.turn();
            assertThat(leadership.isHeld()).isFalse();
        }
    }

    @Test
    @Tag("P3")
    void aLeadershipThatWasSeenToEndIsNotRevivedByALateProof() {
        Leadership leadership = lead();
        clock.advance(VALIDITY.dividedBy(2));
        long proofs = proofs();
        loop.turn();
        Conditions.await("the store has the proof", Duration.ofSeconds(10), () -> proofs() > proofs);
        clock.advance(VALIDITY.dividedBy(2));
        assertThat(leadership.isHeld()).isFalse();
        turnUntil(() -> leadership.lost().toCompletableFuture().isDone());
        assertThat(leadership.isHeld()).isFalse();
    }

    private long proofs() {
        return store.requests().getOrDefault("Prove", 0L);
    }

    private Leadership lead() {
        LeaderElector elector = baton.elector("frozen").start();
        turnUntil(elector::isLeader);
        return elector.leadership().orElseThrow();
    }

    private void turnUntil(Callable<Boolean> condition) {
        Conditions.await("the loop has turned", Duration.ofSeconds(10), () -> {
            loop.turn();
            return condition.call();
        });
    }
}
