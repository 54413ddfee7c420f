// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.FrozenLeader;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three members with default settings, of which one hands over, by its own will or because it was frozen. */
@Tag("faults")
@Timeout(3600)
class HandOverTest {

    private static final Duration FROZEN = Duration.ofSeconds(3);
    /** With three, each is back in the queue when its turn comes: who resigns stays out for a second. */
    private static final Duration BACK = Duration.ofMillis(600);

    private static final int HAND_OVERS = 5;

    private static Members members;
    private static Contest contest;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        members = Members.on(dataDir, "handed");
        contest = members.contest();
    }

    @AfterAll
    static void stop() {
        members.close();
    }

    @Test
    void whoResignsIsFollowedAtOnce() {
        Series series = new Series("resign", 5, 200);
        Term term = members.calm();
        for (int round = 0; round < series.rounds(); round++) {
            Patience.untilAfter(System.nanoTime(), BACK.plus(series.anyPartOf(Members.LEASE)));
            long resigned = System.nanoTime();
            term.worker().resign();
            term = contest.termAfter(term);
            series.add(term.electedAt() - resigned);
        }
        series.notePercentile();
        series.conclude("from resign to the next onElected", contest.check());
    }

    @Test
    void aFrozenLeaderIsNotHeldWhenItWakes() throws InterruptedException {
        Series series = new Series("SIGSTOP of the elected process for 3 s", 2, 20);
        FrozenLeader.play(series, contest, round -> members.calm(round % 2 == 0), Members.LEASE, FROZEN);
    }

    @Test
    void membersAreKilledAndRestartedDuringHandOvers() {
        Series series = new Series("random kills and restarts", 3, 200);
        Random random = new Random(series.anyPartOf(Duration.ofDays(1)).toNanos());
        Term term = members.calm();
        for (int round = 0; round < series.rounds(); round++) {
            long begun = System.nanoTime();
            String killed = Members.IDS.get(random.nextInt(Members.IDS.size()));
            int at = random.nextInt(HAND_OVERS);
            for (int handOver = 0; handOver < HAND_OVERS; handOver++) {
                if (handOver == at) {
                    members.worker(killed).kill();
                }
                term = next(term);
            }
            members.start(killed);
            series.add(System.nanoTime() - begun);
        }
        series.conclude("for " + HAND_OVERS + " hand-overs", contest.check());
    }

    private static Term next(Term term) {
        if (term.isOpen()) {
            term.worker().resign();
        }
        return contest.termAfter(term);
    }
}
