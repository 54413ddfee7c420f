// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.chaos.record.RunFailure.Kind;
import io.baton.testkit.chaos.record.RunRecord;
import io.baton.testkit.chaos.report.HtmlReport;
import io.baton.testkit.chaos.report.RunSummary;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.LeadershipSpan;
import io.baton.testkit.process.election.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One fault after the other, each begun, held for a while and undone, in an order that the seed decides. After each there is
 * one leader again in time, and all candidates stand; never are there two. A round that fails is told with the logs of all
 * candidates, which are replaced then, so that the next round has an even start. To be used by one thread.
 */
public final class ChaosRun {

    /** Of everything that is done by chance: {@code -Dbaton.chaos.seed=...} does it again. */
    public static final long SEED = Long.getLong("baton.chaos.seed", System.nanoTime());

    /** Every so many rounds one candidate's connection is closed in the middle of the fault. */
    private static final int CLOSES_EVERY = Integer.getInteger("baton.chaos.closes", 4);

    private static final String REPORTS = System.getProperty("baton.chaos.report", "");

    private static final Duration TO_BE_GONE = Await.LONG;

    private final String name;
    private final ChaosCandidates candidates;
    private final ChaosStore store;
    private final ChaosTiming timing;
    private final Optional<Path> reports;
    private final Random random = new Random(SEED);
    private final CloseCheck closes = new CloseCheck();
    private final RunJournal journal;

    /** Writes a page about itself into the directory that {@code -Dbaton.chaos.report=...} names. */
    public ChaosRun(String name, ChaosCandidates candidates, ChaosStore store, ChaosTiming timing) {
        this(name, candidates, store, timing, REPORTS.isBlank() ? Optional.empty() : Optional.of(Path.of(REPORTS)));
    }

    ChaosRun(String name, ChaosCandidates candidates, ChaosStore store, ChaosTiming timing, Optional<Path> reports) {
        this.name = name;
        this.candidates = candidates;
        this.store = store;
        this.timing = timing;
        this.reports = reports;
        journal = new RunJournal(name, timing);
    }

    /** Begins and undoes faults until the time is over, then closes all candidates, and asserts what was promised. */
    public void play(List<ChaosFault> faults) throws Exception {
        FaultDeck deck = new FaultDeck(faults, random);
        note("begins, seed " + SEED + ", " + timing);
        try {
            playRounds(deck);
            closeAll();
        } catch (Exception | Error e) {
            fail(Kind.COMPLETE, "the run", List.of("gave up: " + e));
            tellBeforeGivingUp(deck, e);
            throw e;
        }
        conclude(tell(deck));
    }

    private void playRounds(FaultDeck deck) throws Exception {
        journal.present(candidates.present());
        settle("the start");
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < timing.total().toNanos()) {
            round(deck.next());
        }
    }

    private void closeAll() throws Exception {
        for (Worker worker : candidates.present()) {
            fail(Kind.CLOSE, "the end", closes.close(worker));
            fail(Kind.LEFT_OVERS, "the end", closes.left(worker));
            candidates.kill(worker);
            journal.present(candidates.present());
        }
        fail(Kind.CALLBACKS, "the end", candidates.wrongCallbacks());
        store.candidatesEnded();
        awaitAllGone();
    }

    private void round(ChaosFault fault) throws Exception {
        int number = journal.beginRound(fault.name());
        String what = "round " + number + ", " + fault.name();
        Duration held = timing.leastHeld().plusNanos((long) (random.nextDouble()
                * timing.mostHeld().minus(timing.leastHeld()).toNanos()));
        Optional<Worker> closed = Optional.empty();
        long begun = System.nanoTime();
        try {
            fault.begin();
            journal.present(candidates.present());
            Await.untilAfter(System.nanoTime(), held);
            if (number % CLOSES_EVERY == 0 && fault.allowsClosing()) {
                closed = candidates.anyAwake();
                closed.ifPresent(one -> fail(Kind.CLOSE, what, closes.close(one)));
            }
        } finally {
            fault.undo();
        }
        long undone = journal.undone(closed);
        if (closed.isPresent()) {
            candidates.leave(closed.get());
            candidates.join();
        }
        journal.present(candidates.present());
        judge(what + " for " + (undone - begun) / 1_000_000 + " ms", undone, fault.grace());
        closed.ifPresent(worker -> judgeClosed(what, worker));
        if (!fault.allowsClosing()) {
            // What other libraries leave behind when memory runs out would be blamed on a later close.
            replaceAll();
            settle("after " + what);
        }
    }

    private void judgeClosed(String what, Worker closed) {
        List<String> left = closes.left(closed);
        fail(Kind.LEFT_OVERS, what, left);
        if (!left.isEmpty()) {
            System.out.println(closed.account());
        }
        candidates.kill(closed);
    }

    private void judge(String what, long undone, Duration grace) throws Exception {
        Duration promised = ChaosTiming.asserted(timing.promised()).plus(grace);
        Optional<LeadershipSpan> leadership = candidates.provenAfter(undone, timing.proof(), promised);
        if (leadership.isEmpty()) {
            failAndReplace(Kind.LEADER_AGAIN, what, "no leader within " + promised);
            return;
        }
        long recovered = Math.max(0, leadership.get().first().from() - undone);
        journal.leaderAgain(recovered);
        note(what + ": " + leadership.get() + " leads after " + recovered / 1_000_000 + " ms");
        if (recovered > promised.toNanos()) {
            fail(Kind.LEADER_AGAIN, what, List.of("a leader only after " + recovered / 1_000_000 + " ms"));
        }
        if (awaitAllCandidates(what)) {
            journal.allStand();
        }
    }

    /** Otherwise a process that never comes back would hide behind the others. */
    private boolean awaitAllCandidates(String what) {
        List<Worker> ended = candidates.ended();
        if (!ended.isEmpty()) {
            failAndReplace(Kind.ALL_STAND, what, ended + " have ended by themselves");
            return false;
        }
        try {
            Bounded.until(
                    "all stand", TO_BE_GONE, () -> found(candidates.present().size()));
            return true;
        } catch (ConditionTimeoutException e) {
            failAndReplace(Kind.ALL_STAND, what, "not all stand again, and only they: " + inStore());
            return false;
        }
    }

    /** Whether that many candidates stand and nothing else is in the store. */
    private Optional<Boolean> found(int count) throws Exception {
        return store.candidates() == count && store.sessions() == count ? Optional.of(true) : Optional.empty();
    }

    private String inStore() {
        try {
            return store.candidates() + " candidates, " + store.sessions() + " sessions in the store, "
                    + candidates.present().size() + " processes";
        } catch (Exception e) {
            return "the store says " + e;
        }
    }

    private void settle(String what) {
        if (candidates
                .provenAfter(System.nanoTime(), timing.proof(), Await.LONG)
                .isEmpty()) {
            fail(Kind.LEADER_AGAIN, what, List.of("no leader at the start"));
            System.out.println(candidates.account());
        }
    }

    private void awaitAllGone() {
        try {
            Bounded.until("nothing is left", TO_BE_GONE, () -> found(0));
        } catch (ConditionTimeoutException e) {
            fail(Kind.LEFT_OVERS, "the end", List.of("something is left in the store: " + inStore()));
        }
    }

    private void failAndReplace(Kind kind, String what, String why) {
        fail(kind, what, List.of(why));
        System.out.println(store.account());
        System.out.println(candidates.account());
        replaceAll();
        settle("after " + what);
    }

    private void replaceAll() {
        candidates.replaceAll();
        journal.present(candidates.present());
    }

    private void fail(Kind kind, String what, List<String> why) {
        why.forEach(each -> {
            note("FAILED " + what + ": " + each);
            journal.fail(kind, what, each);
        });
    }

    /** The run may have been interrupted, and reads samples yet. */
    private void tellBeforeGivingUp(FaultDeck deck, Throwable why) {
        boolean interrupted = Thread.interrupted();
        try {
            journal.present(candidates.present());
            tell(deck);
        } catch (IOException | RuntimeException e) {
            why.addSuppressed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RunRecord tell(FaultDeck deck) throws IOException {
        RunRecord record = journal.record(candidates.check(), candidates.counters(), closes.figures(), deck.names());
        RunSummary.lines(record).forEach(this::note);
        if (reports.isPresent()) {
            note("report: " + HtmlReport.write(record, reports.get()).toUri());
        }
        return record;
    }

    private static void conclude(RunRecord record) {
        assertThat(record.check().violations()).isEmpty();
        assertThat(record.counters().violations()).isEmpty();
        if (!record.check().holdings().isEmpty()) {
            assertThat(record.counters().accepted())
                    .as("writes of leaders, without which nothing is shown")
                    .isPositive();
        }
        assertThat(record.failures()).as("seed " + SEED).isEmpty();
    }

    private void note(String what) {
        System.out.println(name + ": " + what);
    }
}
