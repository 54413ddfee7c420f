// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.history.CounterHistory;
import io.baton.testkit.process.election.LeadershipSpan;
import io.baton.testkit.process.election.Worker;
import java.time.Duration;
import java.util.Optional;

/**
 * Shows that a run of faults would find a lost update: a leader that is frozen while it works writes after its successor, and the counter without a
 * fence has to lose an increment by that, while the fenced one refuses it. To be used by one thread.
 */
public final class UnfencedControl {

    /** A leader is frozen now and then while it does not work. */
    private static final int MOST_ROUNDS = 8;

    private static final Duration WRITES = Duration.ofSeconds(1);

    private final ChaosCandidates candidates;

    private UnfencedControl(ChaosCandidates candidates) {
        this.candidates = candidates;
    }

    /** Freezes leaders of two candidates until an update is lost and a stale one refused; fails if that does not come. */
    public static void play(String name, ChaosCandidates candidates) throws InterruptedException {
        UnfencedControl control = new UnfencedControl(candidates);
        int rounds = 0;
        while (!control.hasShownBoth() && rounds < MOST_ROUNDS) {
            control.freezeLeader();
            rounds++;
        }
        CounterHistory history = candidates.counters();
        System.out.println(name + ": a leader frozen " + rounds + " times; " + history);
        assertThat(history.unfencedLost()).as("increments lost without a fence").isPositive();
        assertThat(history.refused()).as("stale requests refused").isPositive();
        assertThat(history.violations()).isEmpty();
        assertThat(candidates.check().violations()).isEmpty();
    }

    /** A leader may be frozen between its two writes. */
    private boolean hasShownBoth() {
        CounterHistory history = candidates.counters();
        return history.unfencedLost() > 0 && history.refused() > 0;
    }

    private void freezeLeader() throws InterruptedException {
        LeadershipSpan old = Await.until("a leader", candidates::leadership);
        long before = candidates.counters().accepted();
        Await.untilTrue("the leader writes", () -> candidates.counters().accepted() > before);
        Worker leader = candidates.present().stream()
                .filter(worker -> worker.toString().equals(old.worker()))
                .findFirst()
                .orElseThrow();
        leader.pause();
        Await.until("the next leader", () -> next(old));
        Await.untilAfter(System.nanoTime(), WRITES);
        leader.resume();
        Await.untilAfter(System.nanoTime(), WRITES);
    }

    private Optional<LeadershipSpan> next(LeadershipSpan old) {
        return candidates.leadership().filter(holding -> holding.token() > old.token());
    }
}
