// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection.Term;
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
        FaultRounds faultRounds = new FaultRounds("kill -9 of the elected process", 1, 40);
        List<Long> times = new ArrayList<>();
        for (int round = 0; round < faultRounds.rounds(); round++) {
            boolean both = round % 2 == 0;
            Term old = members().calm(both);
            String id = members().idOf(old.worker());
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(Members.LEASE));
            long killed = System.nanoTime();
            old.worker().kill();
            Term next = members().contest().termAfter(old);
            times.add(next.electedAt() - killed);
            faultRounds.add(next.electedAt() - killed);
            faultRounds.note((both ? "Raft leader too: " : "not Raft leader: ")
                    + (next.electedAt() - killed) / 1_000_000 + " ms");
            members().start(id);
        }
        faultRounds.conclude("from the kill to onElected", members().contest().check());
        long slow = times.stream()
                .filter(time -> time > Duration.ofSeconds(1).toNanos())
                .count();
        faultRounds.note(slow + " took longer than a second");
        faultRounds.assertRarely(slow, 1);
    }

    @Test
    default void theElectedProcessOutlivesTheRaftLeader() {
        FaultRounds faultRounds = new FaultRounds("kill -9 of the Raft leader while another process is elected", 1, 20);
        int lost = 0;
        List<Long> gaps = new ArrayList<>();
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Term elected = members().calm(false);
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(Members.LEASE));
            elected.worker().leastRemaining();
            String raftLeader = members().raftLeader();
            long killed = System.nanoTime();
            members().worker(raftLeader).kill();
            Await.untilAfter(killed, AFTERWARDS);
            if (members().contest().isLast(elected)) {
                Duration validity = Members.LEASE.multipliedBy(19).dividedBy(20);
                gaps.add(validity.minus(elected.worker().leastRemaining()).toMillis());
            } else {
                lost++;
            }
            faultRounds.add(members().contest().isLast(elected) ? 0 : 1);
            members().start(raftLeader);
        }
        faultRounds.note((faultRounds.rounds() - lost) + " of " + faultRounds.rounds()
                + " leaderships were kept, longest gap between" + " two proofs "
                + (gaps.isEmpty() ? "none" : Collections.max(gaps) + " ms") + " " + gaps);
        faultRounds.conclude("lost", members().contest().check());
        faultRounds.assertRarely(lost, 2);
    }

    @Test
    default void tokensGrowOverTheDeathOfAll() {
        FaultRounds faultRounds = new FaultRounds("kill -9 of all three members", 1, 10);
        killAll(faultRounds, List.of());
        faultRounds.assertWithin(Duration.ofSeconds(5));
    }

    default void killAll(FaultRounds faultRounds, List<String> jvmArguments) {
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Term old = members().calm();
            Members.IDS.forEach(id -> members().worker(id).kill());
            Members.IDS.forEach(id -> members().start(id, jvmArguments));
            long started = System.nanoTime();
            Term next = members().contest().termAfter(old);
            faultRounds.add(next.electedAt() - started);
            assertThat(next.token()).isGreaterThan(old.token());
        }
        faultRounds.conclude(
                "from the last start to onElected", members().contest().check());
    }
}
