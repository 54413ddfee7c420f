// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.FrozenLeader;
import io.baton.testkit.process.election.ProcessElection.Term;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Three members with default settings, of which one hands over, by its own will or because it was frozen. */
interface HandOverSeries {

    Duration FROZEN = Duration.ofSeconds(3);

    /** With three, each is back in the queue when its turn comes: who resigns stays out for a second. */
    Duration BACK = Duration.ofMillis(600);

    int HAND_OVERS = 5;

    /** In which one election is contested. */
    Members members();

    @Test
    default void aLeaderThatResignsIsFollowedAtOnce() {
        FaultRounds faultRounds = new FaultRounds("resign", 5, 200);
        Term term = members().calm();
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Await.untilAfter(System.nanoTime(), BACK.plus(faultRounds.anyPartOf(Members.LEASE)));
            long resigned = System.nanoTime();
            term.worker().resign();
            term = members().contest().termAfter(term);
            faultRounds.add(term.electedAt() - resigned);
        }
        faultRounds.conclude(
                "from resign to the next onElected", members().contest().check());
        faultRounds.assertMostly(Duration.ofMillis(15), Duration.ofMillis(60));
    }

    @Test
    default void aFrozenLeaderIsNotHeldWhenItWakes() throws InterruptedException {
        FaultRounds faultRounds = new FaultRounds("SIGSTOP of the elected process for 3 s", 1, 20);
        FrozenLeader.play(
                faultRounds, members().contest(), round -> members().calm(round % 2 == 0), Members.LEASE, FROZEN);
    }

    @Test
    default void membersAreKilledAndRestartedDuringHandOvers() {
        FaultRounds faultRounds = new FaultRounds("random kills and restarts", 1, 200);
        Random random = new Random(faultRounds.anyPartOf(Duration.ofDays(1)).toNanos());
        Term term = members().calm();
        for (int round = 0; round < faultRounds.rounds(); round++) {
            long begun = System.nanoTime();
            String killed = Members.IDS.get(random.nextInt(Members.IDS.size()));
            int at = random.nextInt(HAND_OVERS);
            for (int handOver = 0; handOver < HAND_OVERS; handOver++) {
                if (handOver == at) {
                    members().worker(killed).kill();
                }
                term = next(term);
            }
            members().start(killed);
            faultRounds.add(System.nanoTime() - begun);
        }
        faultRounds.conclude(
                "for " + HAND_OVERS + " hand-overs", members().contest().check());
    }

    private Term next(Term term) {
        if (term.isOpen()) {
            term.worker().resign();
        }
        return members().contest().termAfter(term);
    }
}
