// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three members with default settings, which are killed. */
@Tag("faults")
@Timeout(3600)
class KilledMemberTest {

    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private static Members members;
    private static Contest contest;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        members = Members.on(dataDir, "killed");
        contest = members.contest();
    }

    @AfterAll
    static void stop() {
        members.close();
    }

    @Test
    void aKilledLeaderIsFollowedWithinASecond() {
        Series series = new Series("kill -9 of the elected process", 2, 40);
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < series.rounds(); round++) {
            boolean both = round % 2 == 0;
            Term old = members.calm(both);
            String id = members.idOf(old.worker());
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(Members.LEASE));
            long killed = System.nanoTime();
            old.worker().kill();
            Term next = contest.termAfter(old);
            times.add(next.electedAt() - killed);
            series.add(next.electedAt() - killed);
            series.note((both ? "Raft leader too: " : "not Raft leader: ") + (next.electedAt() - killed) / 1_000_000
                    + " ms");
            members.start(id);
        }
        series.conclude("from the kill to onElected", contest.check());
        long slow = times.stream()
                .filter(time -> time > Duration.ofSeconds(1).toNanos())
                .count();
        series.note(slow + " took longer than a second");
        series.assertRarely(slow, 1);
    }

    @Test
    void theElectedProcessOutlivesTheRaftLeader() {
        Series series = new Series("kill -9 of the Raft leader while another process is elected", 2, 20);
        int lost = 0;
        List<Long> gaps = new ArrayList<>();
        for (int round = 0; round < series.rounds(); round++) {
            Term elected = members.calm(false);
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(Members.LEASE));
            elected.worker().leastRemaining();
            String raftLeader = members.raftLeader();
            long killed = System.nanoTime();
            members.worker(raftLeader).kill();
            Patience.untilAfter(killed, AFTERWARDS);
            if (contest.isLast(elected)) {
                Duration validity = Members.LEASE.multipliedBy(19).dividedBy(20);
                gaps.add(validity.minus(elected.worker().leastRemaining()).toMillis());
            } else {
                lost++;
            }
            series.add(contest.isLast(elected) ? 0 : 1);
            members.start(raftLeader);
        }
        series.note((series.rounds() - lost) + " of " + series.rounds() + " leaderships were kept, longest gap between"
                + " two proofs " + (gaps.isEmpty() ? "none" : Collections.max(gaps) + " ms") + " " + gaps);
        series.conclude("lost", contest.check());
        series.assertRarely(lost, 2);
    }

    @Test
    void tokensGrowOverTheDeathOfAll() {
        Series series = new Series("kill -9 of all three members", 1, 10);
        for (int round = 0; round < series.rounds(); round++) {
            Term old = members.calm();
            Members.IDS.forEach(id -> members.worker(id).kill());
            Members.IDS.forEach(members::start);
            long started = System.nanoTime();
            Term next = contest.termAfter(old);
            series.add(next.electedAt() - started);
            assertThat(next.token()).isGreaterThan(old.token());
        }
        series.conclude("from the last start to onElected", contest.check());
        series.assertWithin(Duration.ofSeconds(5));
    }
}
