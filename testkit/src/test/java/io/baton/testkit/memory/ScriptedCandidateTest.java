// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.Candidate;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.fixture.Await;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedCandidateTest {

    private static final ElectionName REPORTS = new ElectionName("reports");
    private static final ElectionName BILLING = new ElectionName("billing");

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final InMemoryBackend backend = new InMemoryBackend(store);
    private final Baton baton = Baton.connect(backend, Map.of("baton.lease-duration", "60s"));
    private final ScriptedCandidate other = new ScriptedCandidate(store, new Candidate("other"));

    @AfterEach
    void close() {
        baton.close();
    }

    @Test
    void takesLeadershipFromALeaderThatStandsAgainBehindIt() throws Exception {
        LeaderElector elector = baton.elector("reports").start();
        Leadership earlier = elector.awaitLeadership();

        other.lead(REPORTS);
        assertThat(earlier.lost().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isEqualTo(LossReason.REMOVED);
        assertThat(elector.leader().map(Leader::id)).hasValue("other");
        await().atMost(Await.LONG)
                .until(() -> store.candidateQueue(REPORTS).queue().size() == 2);
        assertThat(elector.isLeader()).isFalse();
    }

    @Test
    void whenItLeavesTheNextLeadsWithAGreaterTokenLongBeforeALeaseIsOver() throws InterruptedException {
        LeaderElector elector = baton.elector("reports").start();
        long before = elector.awaitLeadership().token().value();
        other.lead(REPORTS);
        await().atMost(Await.LONG).until(() -> !elector.isLeader());
        long others = elector.leader().orElseThrow().token().value();

        other.leave(REPORTS);
        long after = elector.awaitLeadership(Await.LONG).orElseThrow().token().value();

        assertThat(others).isGreaterThan(before);
        assertThat(after).isGreaterThan(others);
    }

    @Test
    void followsASessionThatHasEndedWithoutWaiting() throws InterruptedException {
        LeaderElector elector = baton.elector("reports").start();
        elector.awaitLeadership();
        backend.expireSession();
        other.lead(REPORTS);
        other.leave(REPORTS);
        assertThat(elector.awaitLeadership(Await.LONG)).isPresent();
    }

    @Test
    void leadsNewElectionsBeforeTheFirstCandidateEnters() throws InterruptedException {
        other.leave(BILLING);
        other.leadNewElections();
        LeaderElector reports = baton.elector("reports").start();
        assertThat(baton.elector("billing").start().awaitLeadership(Await.LONG)).isPresent();
        await().atMost(Await.LONG)
                .until(() -> store.candidateQueue(REPORTS).queue().size() == 2);
        assertThat(other.elections()).containsExactly(REPORTS);

        other.leave(REPORTS);
        assertThat(reports.awaitLeadership(Await.LONG)).isPresent();
        assertThat(other.elections()).isEmpty();
    }

    @Test
    void leadsAlsoAboveARaisedFloor() throws InterruptedException {
        baton.raiseTokenFloor("reports", 1_000);
        other.lead(REPORTS);
        other.lead(REPORTS);
        assertThat(baton.elector("reports").leader().orElseThrow().token().value())
                .isGreaterThan(1_000);
        assertThat(store.candidateQueue(REPORTS).queue()).hasSize(1);
    }

    @Test
    void itsSessionOutlivesAnySilence() {
        ManualClock clock = new ManualClock();
        MemoryStore old = new MemoryStore(clock);
        ScriptedCandidate candidate = new ScriptedCandidate(old, new Candidate("other"));
        candidate.lead(REPORTS);
        clock.advance(Duration.ofDays(36_500));
        old.expireSilent();
        assertThat(candidate.elections()).containsExactly(REPORTS);
    }
}
