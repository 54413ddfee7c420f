// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.BatonException;
import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers every call, and finds what contradicts the promises about calls. Thread-safe. */
public final class RecordingListener implements LeadershipListener {

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<BatonException> refusals = new CopyOnWriteArrayList<>();
    private final List<String> misplaced = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();

    /**
     * One call of {@code onElected} or {@code onLost}.
     *
     * @param reason nothing if it was {@code onElected}
     * @param held what {@code isHeld()} answered inside
     * @param thread the name of the thread that called
     */
    public record Call(Leadership leadership, Optional<LossReason> reason, boolean held, String thread) {}

    @Override
    public void onElected(Leadership leadership) {
        add(leadership, Optional.empty());
    }

    @Override
    public void onLost(Leadership leadership, LossReason reason) {
        add(leadership, Optional.of(reason));
    }

    @Override
    public void onRefused(BatonException why) {
        refusals.add(why);
    }

    private void add(Leadership leadership, Optional<LossReason> reason) {
        if (inside.incrementAndGet() > 1) {
            misplaced.add("two calls at a time");
        }
        calls.add(new Call(
                leadership, reason, leadership.isHeld(), Thread.currentThread().getName()));
        inside.decrementAndGet();
    }

    /** All calls so far, in their order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** The tokens of the leaderships that were announced, in their order. */
    public List<FencingToken> tokens() {
        return calls.stream()
                .filter(call -> call.reason().isEmpty())
                .map(call -> call.leadership().token())
                .toList();
    }

    /** Why the leadership was lost, if that was told. */
    public Optional<LossReason> lost(Leadership leadership) {
        return calls.stream()
                .filter(call -> call.leadership() == leadership)
                .flatMap(call -> call.reason().stream())
                .findFirst();
    }

    /** What was refused so far. */
    public List<BatonException> refusals() {
        return List.copyOf(refusals);
    }

    /** Whether every announced leadership was told to be lost. */
    public boolean isComplete() {
        return calls.stream().allMatch(call -> lost(call.leadership()).isPresent());
    }

    /**
     * What contradicts the promises so far: calls that are not paired or out of order, a leadership that is held while it
     * is told to be lost, a token that is not greater than the one before.
     */
    public List<String> contradictions() {
        List<String> found = new ArrayList<>(misplaced);
        List<Call> all = calls();
        for (int i = 0; i < all.size(); i++) {
            Call call = all.get(i);
            boolean elected = call.reason().isEmpty();
            String what = "call " + (i + 1) + " of token " + call.leadership().token() + ": ";
            if (elected != (i % 2 == 0)) {
                found.add(what + "onElected and onLost are not paired");
            } else if (!elected && all.get(i - 1).leadership() != call.leadership()) {
                found.add(what + "onLost is for another leadership than the onElected before");
            } else if (!elected && call.held()) {
                found.add(what + "isHeld() was true inside onLost");
            } else if (elected && i > 0 && !isNewer(call, all.get(i - 1))) {
                found.add(what + "the token is not greater than the one before");
            }
        }
        return found;
    }

    private static boolean isNewer(Call call, Call before) {
        return call.leadership().token().compareTo(before.leadership().token()) > 0;
    }
}
