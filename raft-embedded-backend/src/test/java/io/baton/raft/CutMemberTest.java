// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The elected process, which is the Raft leader too, is cut off from the other two, while it goes on asking its own member
 * for entries. Without root it is frozen instead.
 */
@Tag("faults")
@Timeout(3600)
class CutMemberTest {

    private static final Duration CUT = Duration.ofSeconds(Boolean.getBoolean("baton.faults") ? 10 : 3);

    private static Optional<CutNetwork> network = Optional.empty();
    private static Members members;
    private static Contest contest;

    /** What happens to the elected process's host. */
    private enum Direction {
        BOTH,
        TO,
        FROM
    }

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        network = CutNetwork.open();
        members = network.map(site -> new Members(dataDir, "cut", site)).orElseGet(() -> Members.on(dataDir, "cut"));
        contest = members.contest();
    }

    @AfterAll
    static void stop() {
        members.close();
        network.ifPresent(CutNetwork::close);
    }

    @Test
    void aLeaderThatIsCutOffStopsBeforeTheNextOneStarts() {
        cutOff(new Series("the elected Raft leader cut off", 1, 20), Direction.BOTH);
    }

    @Test
    void aLeaderThatIsNotHeardStopsBeforeTheNextOneStarts() {
        cutOff(new Series("nothing comes from the elected Raft leader", 1, 10), Direction.FROM);
    }

    @Test
    void aLeaderThatHearsNothingStopsBeforeTheNextOneStarts() {
        cutOff(new Series("nothing reaches the elected Raft leader", 1, 10), Direction.TO);
    }

    private static void cutOff(Series series, Direction direction) {
        for (int round = 0; round < series.rounds(); round++) {
            Term old = members.calm(true);
            String id = members.idOf(old.worker());
            old.worker().ask();
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(Members.LEASE));
            long cut = System.nanoTime();
            cut(id, direction);
            Patience.untilAfter(cut, CUT);
            Term next = contest.termAfter(old);
            heal(id);
            series.add(next.electedAt() - cut);
            long silence = next.electedAt() - old.heldUntil();
            series.note("next after " + (next.electedAt() - cut) / 1_000_000 + " ms, nobody led for "
                    + silence / 1_000_000 + " ms");
            assertThat(silence).isPositive();
            assertThat(next.worker()).isNotSameAs(old.worker());
            standsAgain(old, next);
        }
        series.conclude("from the cut to the next onElected", contest.check());
    }

    /** Whoever was cut off has its turn again, with a greater token. */
    private static void standsAgain(Term old, Term next) {
        Term term = next;
        while (term.worker() != old.worker()) {
            Patience.untilAfter(System.nanoTime(), Members.LEASE);
            if (term.isOpen()) {
                term.worker().resign();
            }
            term = contest.termAfter(term);
        }
        assertThat(term.token()).isGreaterThan(next.token());
    }

    private static void cut(String id, Direction direction) {
        if (network.isEmpty()) {
            freeze(id);
            return;
        }
        if (direction != Direction.FROM) {
            network.get().cutTo(id);
        }
        if (direction != Direction.TO) {
            network.get().cutFrom(id);
        }
    }

    private static void heal(String id) {
        network.ifPresentOrElse(site -> site.heal(id), () -> wake(id));
    }

    private static void freeze(String id) {
        try {
            members.worker(id).pause();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void wake(String id) {
        try {
            members.worker(id).resume();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
