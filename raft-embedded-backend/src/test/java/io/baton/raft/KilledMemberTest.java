// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three members with default settings, of which one is killed. */
@Tag("faults")
@Timeout(1800)
class KilledMemberTest {

    private static final Duration CALM = Duration.ofSeconds(3);

    private static Members members;
    private static Contest contest;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        members = new Members(dataDir, "killed");
        contest = members.contest();
    }

    @AfterAll
    static void stop() {
        members.close();
    }

    @Test
    void aKilledLeaderIsFollowedWithinASecond() {
        Series series = new Series("kill -9 of the elected process", 4, 40);
        for (int round = 0; round < series.rounds(); round++) {
            Term old = calm();
            String id = members.idOf(old.worker());
            boolean both = members.raftLeader().equals(id);
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(Members.LEASE));
            long killed = System.nanoTime();
            old.worker().kill();
            Term next = contest.termAfter(old);
            series.add(next.electedAt() - killed);
            series.note((both ? "Raft leader too: " : "not Raft leader: ") + (next.electedAt() - killed) / 1_000_000
                    + " ms");
            members.start(id);
        }
        series.conclude("from the kill to onElected", contest.check());
        series.assertWithin(Duration.ofSeconds(1));
    }

    @Test
    void theElectedProcessOutlivesTheRaftLeader() {
        Series series = new Series("kill -9 of the Raft leader while another process is elected", 2, 20);
        int kept = 0;
        for (int round = 0; round < series.rounds(); round++) {
            Term elected = elected();
            String raftLeader = members.raftLeader();
            long killed = System.nanoTime();
            members.worker(raftLeader).kill();
            Patience.untilAfter(killed, CALM);
            boolean keeps = contest.isLast(elected);
            kept += keeps ? 1 : 0;
            series.add(keeps ? 0 : CALM.toNanos());
            members.start(raftLeader);
        }
        series.note(kept + " of " + series.rounds() + " leaderships were kept");
        series.conclude("not kept", contest.check());
        assertThat(kept).isGreaterThanOrEqualTo(series.rounds() / 2);
    }

    /** A leader that is not the Raft leader, after as many kills of it as that takes. */
    private static Term elected() {
        for (Term term = calm(); ; term = calm()) {
            String id = members.idOf(term.worker());
            if (!members.raftLeader().equals(id)) {
                return term;
            }
            term.worker().kill();
            contest.termAfter(term);
            members.start(id);
        }
    }

    /** The leadership of now, after all members have had time to come back. */
    private static Term calm() {
        Patience.untilAfter(System.nanoTime(), CALM);
        return contest.term();
    }
}
