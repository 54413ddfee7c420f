// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.time.Duration;
import java.util.function.IntFunction;

/** The fault of a series that freezes the leader (SIGSTOP) until another one leads, and wakes it. */
public final class FrozenLeader {

    private FrozenLeader() {}

    /**
     * Plays all rounds: a process that wakes must not be told that it leads, not even once.
     *
     * @param leader the leadership to end in a round, once all is ready for it
     * @param period of whatever is repeated, so that the freeze comes in all its phases
     */
    public static void play(
            FaultRounds faultRounds,
            ProcessElection processElection,
            IntFunction<Term> leader,
            Duration period,
            Duration frozenFor)
            throws InterruptedException {
        int ended = 0;
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Term old = leader.apply(round);
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(period));
            long frozen = System.nanoTime();
            old.worker().pause();
            Await.untilAfter(frozen, frozenFor);
            Term next = processElection.termAfter(old);
            assertThat(next.worker()).isNotSameAs(old.worker());
            long woken = System.nanoTime();
            old.worker().resume();
            WorkerMessage woke = Await.until(
                    old.worker() + " tells that it woke",
                    () -> old.worker().lines().stream()
                            .filter(line ->
                                    line.kind() == Kind.WOKE && line.token() == old.token() && line.at() > woken)
                            .findFirst());
            assertThat(woke.detail()).isEqualTo("not held");
            faultRounds.add(woke.at() - woken);
            ended += next.isOpen() ? 0 : 1;
        }
        faultRounds.conclude("from SIGCONT to the first answer", processElection.check());
        faultRounds.assertRarely(ended, 0);
    }
}
