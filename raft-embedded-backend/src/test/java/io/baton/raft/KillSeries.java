// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of three members with default settings one is killed, or all. */
interface KillSeries {

    Duration AFTERWARDS = Duration.ofSeconds(3);

    /** In which one election is contested. */
    Members members();

    @Test
    default void aKilledLeaderIsFollowedWithinASecond() {
        Series series = new Series("kill -9 of the elected process", 1, 40);
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < series.rounds(); round++) {
            boolean both = round % 2 == 0;
            Term old = members().calm(both);
            String id = members().idOf(old.worker());
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(Members.LEASE));
            long killed = System.nanoTime();
            old.worker().kill();
            Term next = members().contest().termAfter(old);
            times.add(next.electedAt() - killed);
            series.add(next.electedAt() - killed);
            series.note((both ? "Raft leader too: " : "not Raft leader: ") + (next.electedAt() - killed) / 1_000_000
                    + " ms");
            members().start(id);
        }
        series.conclude("from the kill to onElected", members().contest().check());
        long slow = times.stream()
                .filter(time -> time > Duration.ofSeconds(1).toNanos())
                .count();
        series.note(slow + " took longer than a second");
        series.assertRarely(slow, 1);
    }

    @Test
    default void theElectedProcessOutlivesTheRaftLeader() {
        Series series = new Series("kill -9 of the Raft leader while another process is elected", 1, 20);
        int lost = 0;
        List<Long> gaps = new ArrayList<>();
        for (int round = 0; round < series.rounds(); round++) {
            Term elected = members().calm(false);
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(Members.LEASE));
            elected.worker().leastRemaining();
            String raftLeader = members().raftLeader();
            long killed = System.nanoTime();
            members().worker(raftLeader).kill();
            Patience.untilAfter(killed, AFTERWARDS);
            if (members().contest().isLast(elected)) {
                Duration validity = Members.LEASE.multipliedBy(19).dividedBy(20);
                gaps.add(validity.minus(elected.worker().leastRemaining()).toMillis());
            } else {
                lost++;
            }
            series.add(members().contest().isLast(elected) ? 0 : 1);
            members().start(raftLeader);
        }
        series.note((series.rounds() - lost) + " of " + series.rounds() + " leaderships were kept, longest gap between"
                + " two proofs " + (gaps.isEmpty() ? "none" : Collections.max(gaps) + " ms") + " " + gaps);
        series.conclude("lost", members().contest().check());
        series.assertRarely(lost, 2);
    }

    @Test
    default void tokensGrowOverTheDeathOfAll() {
        Series series = new Series("kill -9 of all three members", 1, 10);
        killAll(series, List.of());
        series.assertWithin(Duration.ofSeconds(5));
    }

    default void killAll(Series series, List<String> jvmArguments) {
        for (int round = 0; round < series.rounds(); round++) {
            Term old = members().calm();
            Members.IDS.forEach(id -> members().worker(id).kill());
            Members.IDS.forEach(id -> members().start(id, jvmArguments));
            long started = System.nanoTime();
            Term next = members().contest().termAfter(old);
            series.add(next.electedAt() - started);
            assertThat(next.token()).isGreaterThan(old.token());
        }
        series.conclude("from the last start to onElected", members().contest().check());
    }
}
