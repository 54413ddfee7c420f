// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Holding;
import io.baton.testkit.fixture.OverlapCheck;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Worker;
import java.time.Duration;
import java.util.ArrayList;
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

    private static final Duration TO_BE_GONE = Patience.LONG;

    private final String name;
    private final ChaosCandidates candidates;
    private final ChaosStore store;
    private final ChaosTiming timing;
    private final Random random = new Random(SEED);
    private final ChaosFigures figures = new ChaosFigures();
    private final ChaosFigures standing = new ChaosFigures();
    private final CloseCheck closes = new CloseCheck();
    private final List<String> failures = new ArrayList<>();
    private int rounds;

    public ChaosRun(String name, ChaosCandidates candidates, ChaosStore store, ChaosTiming timing) {
        this.name = name;
        this.candidates = candidates;
        this.store = store;
        this.timing = timing;
    }

    /** Begins and undoes faults until the time is over, then closes all candidates, and asserts what was promised. */
    public void play(List<ChaosFault> faults) throws Exception {
        FaultDeck deck = new FaultDeck(faults, random);
        note("begins, seed " + SEED + ", " + timing);
        settle("the start");
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < timing.total().toNanos()) {
            round(deck.next());
        }
        for (Worker worker : candidates.present()) {
            fail("the end", closes.close(worker));
            fail("the end", closes.left(worker));
            candidates.kill(worker);
        }
        awaitAllGone();
        conclude(deck);
    }

    private void round(ChaosFault fault) throws Exception {
        rounds++;
        String what = "round " + rounds + ", " + fault.name();
        Duration held = timing.leastHeld().plusNanos((long) (random.nextDouble()
                * timing.mostHeld().minus(timing.leastHeld()).toNanos()));
        Optional<Worker> closed = Optional.empty();
        long begun = System.nanoTime();
        try {
            fault.begin();
            Patience.untilAfter(System.nanoTime(), held);
            if (rounds % CLOSES_EVERY == 0 && fault.allowsClosing()) {
                Worker one = candidates.anyAwake();
                closed = Optional.of(one);
                fail(what, closes.close(one));
            }
        } finally {
            fault.undo();
        }
        long undone = System.nanoTime();
        if (closed.isPresent()) {
            candidates.leave(closed.get());
            candidates.join();
        }
        judge(fault, what + " for " + (undone - begun) / 1_000_000 + " ms", undone);
        closed.ifPresent(worker -> judgeClosed(what, worker));
        if (!fault.allowsClosing()) {
            // What other libraries leave behind when memory runs out would be blamed on a later close.
            candidates.replaceAll();
            settle("after " + what);
        }
    }

    private void judgeClosed(String what, Worker closed) {
        List<String> left = closes.left(closed);
        fail(what, left);
        if (!left.isEmpty()) {
            System.out.println(closed.account());
        }
        candidates.kill(closed);
    }

    private void judge(ChaosFault fault, String what, long undone) throws Exception {
        Duration promised = ChaosTiming.asserted(timing.promised());
        Optional<Holding> leadership = candidates.provenAfter(undone, timing.proof(), promised);
        if (leadership.isEmpty()) {
            failAndReplace(what, "no leader within " + promised);
            return;
        }
        long recovered = Math.max(0, leadership.get().first().from() - undone);
        figures.add(fault.name(), recovered);
        note(what + ": " + leadership.get() + " leads after " + recovered / 1_000_000 + " ms");
        if (recovered > promised.toNanos()) {
            fail(what, List.of("a leader only after " + recovered / 1_000_000 + " ms"));
        }
        if (awaitAllStand(what)) {
            standing.add(fault.name(), System.nanoTime() - undone);
        }
    }

    /** Otherwise a process that never comes back would hide behind the others. */
    private boolean awaitAllStand(String what) {
        List<Worker> ended = candidates.ended();
        if (!ended.isEmpty()) {
            failAndReplace(what, ended + " have ended by themselves");
            return false;
        }
        try {
            Bounded.until(
                    "all stand", TO_BE_GONE, () -> found(candidates.present().size()));
            return true;
        } catch (ConditionTimeoutException e) {
            failAndReplace(what, "not all stand again, and only they: " + inStore());
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
                .provenAfter(System.nanoTime(), timing.proof(), Patience.LONG)
                .isEmpty()) {
            fail(what, List.of("no leader at the start"));
            System.out.println(candidates.account());
        }
    }

    private void awaitAllGone() {
        try {
            Bounded.until("nothing is left", TO_BE_GONE, () -> found(0));
        } catch (ConditionTimeoutException e) {
            fail("the end", List.of("something is left in the store: " + inStore()));
        }
    }

    private void failAndReplace(String what, String why) {
        fail(what, List.of(why));
        System.out.println(store.account());
        System.out.println(candidates.account());
        candidates.replaceAll();
        settle("after " + what);
    }

    private void fail(String what, List<String> why) {
        why.forEach(each -> {
            note("FAILED " + what + ": " + each);
            failures.add(what + ": " + each);
        });
    }

    private void conclude(FaultDeck deck) {
        OverlapCheck check = candidates.check();
        note(figures.rounds() + " rounds of " + rounds + " recovered, " + closes + ", " + check);
        figures.lines().forEach(this::note);
        standing.lines().forEach(line -> note("all stand again, " + line));
        deck.all().stream()
                .filter(fault -> !figures.knows(fault.name()))
                .forEach(fault -> note("no round of " + fault.name()));
        assertThat(check.violations()).isEmpty();
        assertThat(failures).as("seed " + SEED).isEmpty();
    }

    private void note(String what) {
        System.out.println(name + ": " + what);
    }
}
