// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection.Term;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The elected process, which is the Raft leader too, is cut off from the other two, while it goes on asking its own member
 * for entries. Without root it is frozen instead.
 */
interface CutSeries {

    Duration CUT = Duration.ofSeconds(Boolean.getBoolean("baton.faults") ? 10 : 3);

    /** In which one election is contested. */
    Members members();

    /** What happens to the elected process's host. */
    enum Direction {
        BOTH,
        TO,
        FROM
    }

    @Test
    default void aLeaderThatIsCutOffStopsBeforeTheNextOneStarts() {
        cutOff(new FaultRounds("the elected Raft leader cut off", 1, 20), Direction.BOTH);
    }

    @Test
    default void aLeaderThatIsNotHeardStopsBeforeTheNextOneStarts() {
        cutOff(new FaultRounds("nothing comes from the elected Raft leader", 1, 10), Direction.FROM);
    }

    @Test
    default void aLeaderThatHearsNothingStopsBeforeTheNextOneStarts() {
        cutOff(new FaultRounds("nothing reaches the elected Raft leader", 1, 10), Direction.TO);
    }

    private void cutOff(FaultRounds faultRounds, Direction direction) {
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Term old = members().calm(true);
            String id = members().idOf(old.worker());
            old.worker().ask();
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(Members.LEASE));
            long cut = System.nanoTime();
            cut(id, direction);
            Await.untilAfter(cut, CUT);
            Term next = members().contest().termAfter(old);
            heal(id);
            faultRounds.add(next.electedAt() - cut);
            long silence = next.electedAt() - old.heldUntil();
            faultRounds.note("next after " + (next.electedAt() - cut) / 1_000_000 + " ms, no leader for "
                    + silence / 1_000_000 + " ms");
            assertThat(silence).isPositive();
            assertThat(next.worker()).isNotSameAs(old.worker());
            standsAgain(old, next);
        }
        faultRounds.conclude(
                "from the cut to the next onElected", members().contest().check());
    }

    /** The process that was cut off leads again, with a greater token. */
    private void standsAgain(Term old, Term next) {
        Term term = next;
        while (term.worker() != old.worker()) {
            Await.untilAfter(System.nanoTime(), Members.LEASE);
            if (term.isOpen()) {
                term.worker().resign();
            }
            term = members().contest().termAfter(term);
        }
        assertThat(term.token()).isGreaterThan(next.token());
    }

    private void cut(String id, Direction direction) {
        if (members().network().isEmpty()) {
            freeze(id);
            return;
        }
        if (direction != Direction.FROM) {
            members().network().get().cutTo(id);
        }
        if (direction != Direction.TO) {
            members().network().get().cutFrom(id);
        }
    }

    private void heal(String id) {
        members().network().ifPresentOrElse(site -> site.heal(id), () -> wake(id));
    }

    private void freeze(String id) {
        try {
            members().worker(id).pause();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void wake(String id) {
        try {
            members().worker(id).resume();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
