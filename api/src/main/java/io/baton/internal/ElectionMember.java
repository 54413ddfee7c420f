// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.LossReason;
import io.baton.internal.engine.Effect;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Moment;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.Timing;
import io.baton.spi.ElectionName;
import io.baton.spi.Standing;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One started elector: holds its state, and carries out what the engine orders. For the loop's thread only. */
final class ElectionMember {

    private final ElectionName name;
    private final Candidate candidate;
    private final CandidateLog log;
    private final Timing configured;
    private final SessionKeeper keeper;
    private final ElectionLoop loop;
    private final DefaultElector elector;
    private final RefusalPause refusals;
    private ElectionState state = ElectionState.initial();
    private @Nullable Stand stand;
    private @Nullable DefaultLeadership leadership;
    private Effect.@Nullable End unended;
    private long wakeAt = Long.MAX_VALUE;
    private long highestOrderValue;
    private boolean failing;

    ElectionMember(DefaultElector elector, ElectionName name, Timing configured, SessionKeeper keeper) {
        this.elector = elector;
        this.name = name;
        this.candidate = elector.candidate();
        this.log = new CandidateLog(name, candidate);
        this.configured = configured;
        this.keeper = keeper;
        this.loop = keeper.loop();
        this.refusals = new RefusalPause(
                loop.clock(), configured.leaseDuration(), keeper.members().refusalTurns());
    }

    /**
     * Gives the state an input and does what follows from it. What throws ends this candidacy; only where memory does not
     * suffice for that either, the error is thrown: then the session ends, and all its candidacies with it.
     *
     * @return whether the input was taken, whatever became of its effects
     */
    boolean apply(BiFunction<ElectionState, Moment, Step> input) {
        Effect.End unfinished = unended;
        if (unfinished != null) {
            carryOut(unfinished, () -> end(unfinished));
        }
        Step step;
        try {
            step = input.apply(state, now());
        } catch (RuntimeException | Error e) {
            fail(e);
            return false;
        }
        keeper.proofs().count(state, step.next());
        state = step.next();
        noteEnd(step);
        elector.changed(state);
        if (!state.hasCandidacy()) {
            stand = null;
        }
        for (Effect effect : step.effects()) {
            if (!carryOut(effect, () -> run(effect))) {
                break;
            }
        }
        schedule();
        return true;
    }

    /** As {@link #apply}, for an input that comes only once: one that was not taken is given again after a pause. */
    void applyUntilTaken(BiFunction<ElectionState, Moment, Step> input) {
        boolean taken = false;
        try {
            taken = apply(input);
        } finally {
            if (!taken) {
                loop.at(loop.clock().nanos() + refusals.pause(), () -> applyUntilTaken(input));
            }
        }
    }

    /** An end that memory does not suffice for is carried out later. */
    private void noteEnd(Step step) {
        for (int i = 0; i < step.effects().size(); i++) {
            if (step.effects().get(i) instanceof Effect.End end) {
                unended = end;
            }
        }
    }

    private Moment now() {
        return new Moment(
                loop.clock().nanos(),
                keeper.current().timing(elector.timing(configured)).refusing(refusals.pause()),
                keeper.current().isOpen(),
                keeper.proofs().fencedAt(),
                keeper.signLog(),
                loop.random());
    }

    /** Runs what carries out an effect; answers whether the effects after it still make sense. Throws as {@link #apply} does. */
    boolean carryOut(Effect effect, Runnable how) {
        try {
            how.run();
            return true;
        } catch (RuntimeException | Error e) {
            if (effect instanceof Effect.Release) {
                // What cannot be taken out of the queue by itself goes with the session.
                keeper.failed("A release in election '" + name + "'", e);
                return false;
            }
            if (effect.onlyTells()) {
                loop.threw("What tells of election '" + name + "'", e);
                return true;
            }
            fail(e);
            return false;
        }
    }

    private void fail(Throwable cause) {
        loop.threw("A request or an answer in election '" + name + "'", cause);
        if (failing) {
            if (cause instanceof Error full) {
                throw full;
            }
            forget();
            keeper.failed("The end of a candidacy in election '" + name + "'", cause);
            return;
        }
        failing = true;
        try {
            apply((before, at) -> before.failed("the backend or the engine has thrown " + cause, cause, at));
        } finally {
            failing = false;
        }
    }

    /** Nothing is held by what cannot be gone on with. */
    private void forget() {
        DefaultLeadership mine = leadership;
        leadership = null;
        unended = null;
        stand = null;
        keeper.proofs().count(state, ElectionState.initial());
        state = ElectionState.initial();
        if (mine != null) {
            mine.end(() -> {});
            elector.lost(mine, LossReason.REMOVED);
        }
    }

    boolean isPresent(Stand other) {
        return stand == other;
    }

    /** Why a candidacy with such a standing must not lead, if it must not. */
    Optional<String> judge(Standing standing) {
        if (standing.orderValue() < highestOrderValue) {
            return Optional.of("the store has numbered a new candidacy " + standing.orderValue()
                    + " although it had given out " + highestOrderValue
                    + " before: it was restored or replaced; raise the token floor of this election above every token"
                    + " that was ever given out, then restart this process");
        }
        highestOrderValue = standing.orderValue();
        return Optional.empty();
    }

    void tookOffice(long sentAt) {
        keeper.tookOffice(sentAt);
    }

    void heard() {
        keeper.heard();
    }

    void answered() {
        keeper.answered();
    }

    void unanswered(Throwable cause, long sentAt) {
        keeper.unanswered(sentAt);
        log.unanswered(cause);
    }

    private void schedule() {
        long wanted = state.wakeAt();
        if (wanted != wakeAt) {
            loop.at(wanted, () -> {
                if (wakeAt == wanted) {
                    apply(ElectionState::tick);
                }
            });
            wakeAt = wanted;
        }
    }

    private void run(Effect effect) {
        if (effect instanceof Effect.Enter) {
            enter();
        } else if (effect instanceof Effect.Announce begun) {
            announce(begun);
        } else if (effect instanceof Effect.Extend longer) {
            extend(longer.until());
        } else if (effect instanceof Effect.End end) {
            end(end);
        } else if (effect instanceof Effect.ReportUndrained undrained) {
            log.undrained(undrained.placeIsKept(), configured.drainTimeout());
        } else if (effect instanceof Effect.ReportRefusal refusal) {
            reportRefusal(refusal);
        } else if (effect instanceof Effect.ReportLeft) {
            elector.left();
        } else if (effect instanceof Effect.Finish) {
            keeper.members().remove(this);
            elector.finished();
        } else if (stand != null) {
            stand.order(effect);
        }
    }

    private void enter() {
        Stand entered = new Stand(this, loop, 3 * configured.requestTimeout() / 2);
        stand = entered;
        keeper.line().join(entered, () -> carryOut(new Effect.Enter(), () -> enter(entered)));
    }

    private void enter(Stand entered) {
        keeper.enter(name, candidate, entered).ifPresentOrElse(entered::begun, entered::gone);
    }

    private void announce(Effect.Announce begun) {
        DefaultLeadership mine =
                new DefaultLeadership(name.value(), new FencingToken(begun.token()), loop.clock(), begun.until());
        leadership = mine;
        refusals.reset();
        elector.elected(mine);
        log.elected(mine.token());
    }

    private void extend(long until) {
        DefaultLeadership mine = leadership;
        if (mine != null && !mine.extend(until)) {
            apply(ElectionState::expired);
        }
    }

    private void end(Effect.End end) {
        DefaultLeadership mine = leadership;
        if (mine == null) {
            // It could not be announced: there is no work to wait for.
            loop.post(() -> applyUntilTaken(ElectionState::drained));
            unended = null;
            return;
        }
        mine.end(() -> loop.post(() -> applyUntilTaken(ElectionState::drained)));
        unended = null;
        leadership = null;
        elector.lost(mine, end.reason());
        log.lost(mine.token(), end.reason(), keeper::proofOverdue);
    }

    private void reportRefusal(Effect.ReportRefusal refusal) {
        refusals.refused(loop.random());
        elector.refused(new BatonException("election '" + name + "': " + refusal.why(), refusal.cause()));
        keeper.refusalLog().refused(log.refusal(), refusal.why(), refusal.cause());
    }
}
