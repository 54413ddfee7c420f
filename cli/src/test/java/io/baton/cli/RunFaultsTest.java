// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two programs stand, the one that leads is ended or frozen, and no two commands run at once but where the page says so. */
@Timeout(1500)
class RunFaultsTest {

    private static final int FEW = 2;
    private static final int MANY = 20;
    private static final Duration LEASE = Duration.ofSeconds(6);
    private static final Duration PHASE = Duration.ofSeconds(1);

    @RegisterExtension
    static final StoreExtension STORE = new StoreExtension();

    @TempDir
    private Path directory = Path.of("");

    private Contenders contenders(Work work, String election) {
        return new Contenders(work, election, STORE.option(LEASE.toSeconds() + "s"));
    }

    @Test
    void theNextCommandBeginsAfterTheLastSignOfOneWhoseProgramWasKilled() throws Exception {
        FaultRounds rounds = new FaultRounds("kill -9 of baton run", FEW, MANY);
        Work work = Work.stubborn(directory);
        try (Contenders contenders = contenders(work, "killed")) {
            for (int i = 0; i < rounds.rounds(); i++) {
                Contenders.Leading leading = contenders.leading();
                Await.untilAfter(System.nanoTime(), rounds.anyPartOf(PHASE));
                long begun = System.nanoTime();
                leading.program().kill();
                contenders.awaitCommandAfter(leading.token());
                rounds.add(System.nanoTime() - begun);
                contenders.replace(leading.program());
            }
            rounds.conclude("to the next command", account(work), contenders.violations(Set.of()));
        }
    }

    @Test
    void theNextCommandBeginsAfterTheLastSignOfOneWhoseProgramWasAskedToEnd() throws Exception {
        FaultRounds rounds = new FaultRounds("TERM of baton run", FEW, MANY);
        Work work = Work.stubborn(directory);
        try (Contenders contenders = contenders(work, "ended")) {
            for (int i = 0; i < rounds.rounds(); i++) {
                Contenders.Leading leading = contenders.leading();
                Await.untilAfter(System.nanoTime(), rounds.anyPartOf(PHASE));
                long begun = System.nanoTime();
                leading.program().terminate();
                leading.program().awaitExit(Program.BOUND);
                assertThat(work.isGone(leading.token()))
                        .as("no part outlives its program")
                        .isTrue();
                contenders.awaitCommandAfter(leading.token());
                rounds.add(System.nanoTime() - begun);
                contenders.replace(leading.program());
            }
            rounds.conclude("to the next command", account(work), contenders.violations(Set.of()));
        }
    }

    /** While it is frozen its command runs on, as the page says; when it wakes that ends, and tells of it by its token until then. */
    @Test
    void theCommandOfAFrozenProgramEndsWhenThatWakesAndNoOtherOverlaps() throws Exception {
        FaultRounds rounds = new FaultRounds("SIGSTOP of baton run for two leases", FEW, MANY);
        Work work = Work.stubborn(directory);
        Set<Long> frozen = new TreeSet<>();
        try (Contenders contenders = contenders(work, "frozen")) {
            for (int i = 0; i < rounds.rounds(); i++) {
                Contenders.Leading leading = contenders.leading();
                Await.untilAfter(System.nanoTime(), rounds.anyPartOf(PHASE));
                long begun = System.nanoTime();
                leading.program().pause();
                frozen.add(leading.token());
                Await.untilAfter(begun, LEASE.multipliedBy(2));
                contenders.awaitCommandAfter(leading.token());
                long woken = System.nanoTime();
                leading.program().resume();
                Await.untilTrue("the command of the frozen program is gone", () -> work.isGone(leading.token()));
                rounds.add(System.nanoTime() - woken);
            }
            rounds.conclude("from waking to the end of the command", account(work), contenders.violations(frozen));
        }
    }

    private static String account(Work work) throws IOException {
        return work.lines("start").count() + " commands, " + work.lines().size() + " signs of them";
    }
}
