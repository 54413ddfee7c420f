// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.LossReason;
import io.baton.internal.engine.Effect;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import io.baton.internal.engine.Timing;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One started elector: holds its state, and carries out what the engine orders. For the loop's thread only. */
final class ElectorRunner implements ElectorEffect.Handler {

    private final ElectionName name;
    private final Candidate candidate;
    private final CandidateLog log;
    private final Timing configured;
    private final SessionSupervisor supervisor;
    private final ElectionLoop loop;
    private final DefaultElector elector;
    private final RefusalPause refusals;
    private ElectionState state = ElectionState.initial();
    private @Nullable CandidacyPort port;
    private @Nullable DefaultLeadership leadership;
    private ElectorEffect.@Nullable End unended;
    private long wakeAt = Long.MAX_VALUE;
    private long highestOrderValue;
    private boolean failing;

    ElectorRunner(DefaultElector elector, ElectionName name, Timing configured, SessionSupervisor supervisor) {
        this.elector = elector;
        this.name = name;
        this.candidate = elector.candidate();
        this.log = new CandidateLog(name, candidate);
        this.configured = configured;
        this.supervisor = supervisor;
        this.loop = supervisor.loop();
        this.refusals = new RefusalPause(
                loop.clock(), configured.leaseDuration(), supervisor.members().refusalTurns());
    }

    /**
     * Gives the state an input and does what follows from it. What throws ends this candidacy; only where memory does not
     * suffice for that either, the error is thrown: then the session ends, and all its candidacies with it.
     *
     * @return whether the input was taken, whatever became of its effects
     */
    boolean apply(BiFunction<ElectionState, StepContext, Step> input) {
        ElectorEffect.End unfinished = unended;
        if (unfinished != null) {
            carryOut(unfinished, () -> end(unfinished.reason()));
        }
        Step step;
        try {
            step = input.apply(state, now());
        } catch (RuntimeException | Error e) {
            fail(e);
            return false;
        }
        supervisor.proofs().count(state, step.next());
        state = step.next();
        noteEnd(step);
        elector.changed(state);
        if (!state.hasCandidacy()) {
            port = null;
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
    void applyUntilTaken(BiFunction<ElectionState, StepContext, Step> input) {
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
            if (step.effects().get(i) instanceof ElectorEffect.End end) {
                unended = end;
            }
        }
    }

    private StepContext now() {
        return new StepContext(
                loop.clock().nanos(),
                supervisor.current().timing(elector.timing(configured)).refusing(refusals.pause()),
                supervisor.current().isOpen(),
                supervisor.proofs().fencedAt(),
                supervisor.heartbeats(),
                loop.random());
    }

    /** Runs what carries out an effect; answers whether the effects after it still make sense. Throws as {@link #apply} does. */
    boolean carryOut(Effect effect, Runnable how) {
        try {
            how.run();
            return true;
        } catch (RuntimeException | Error e) {
            if (effect instanceof StoreRequest.Release) {
                // What cannot be taken out of the queue by itself goes with the session.
                supervisor.failed("A release in election '" + name + "'", e);
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
            supervisor.failed("The end of a candidacy in election '" + name + "'", cause);
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
        port = null;
        supervisor.proofs().count(state, ElectionState.initial());
        state = ElectionState.initial();
        if (mine != null) {
            mine.end(() -> {});
            elector.lost(mine, LossReason.REMOVED);
        }
    }

    boolean isPresent(CandidacyPort other) {
        return port == other;
    }

    /** Why a candidacy with such a standing must not lead, if it must not. */
    Optional<String> judge(QueuePosition queuePosition) {
        if (queuePosition.orderValue() < highestOrderValue) {
            return Optional.of("the store has numbered a new candidacy " + queuePosition.orderValue()
                    + " although it had given out " + highestOrderValue
                    + " before: it was restored or replaced; raise the token floor of this election above every token"
                    + " that was ever given out, then restart this process");
        }
        highestOrderValue = queuePosition.orderValue();
        return Optional.empty();
    }

    void tookOffice(long sentAt) {
        supervisor.tookOffice(sentAt);
    }

    void heard() {
        supervisor.heard();
    }

    void answered() {
        supervisor.answered();
    }

    void unanswered(Throwable cause, long sentAt) {
        supervisor.unanswered(sentAt);
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
        if (effect instanceof ElectorEffect own) {
            own.applyTo(this);
        } else if (effect instanceof StoreRequest request && port != null) {
            port.order(request);
        }
    }

    @Override
    public void enter() {
        CandidacyPort entered = new CandidacyPort(this, loop, 3 * configured.requestTimeout() / 2);
        port = entered;
        supervisor.throttle().join(entered, () -> carryOut(new ElectorEffect.Enter(), () -> enter(entered)));
    }

    private void enter(CandidacyPort entered) {
        supervisor.enter(name, candidate, entered).ifPresentOrElse(entered::begun, entered::gone);
    }

    @Override
    public void announce(long token, long until) {
        DefaultLeadership mine = new DefaultLeadership(name.value(), new FencingToken(token), loop.clock(), until);
        leadership = mine;
        refusals.reset();
        elector.elected(mine);
        log.elected(mine.token());
    }

    @Override
    public void extend(long until) {
        DefaultLeadership mine = leadership;
        if (mine != null && !mine.extend(until)) {
            apply(ElectionState::expired);
        }
    }

    @Override
    public void end(LossReason reason) {
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
        elector.lost(mine, reason);
        log.lost(mine.token(), reason, supervisor::proofOverdue);
    }

    @Override
    public void reportUndrained(boolean placeIsKept) {
        log.undrained(placeIsKept, configured.drainTimeout());
    }

    @Override
    public void reportRefusal(String why, Throwable cause) {
        refusals.refused(loop.random());
        elector.refused(new BatonException("election '" + name + "': " + why, cause));
        supervisor.refusalLog().refused(log.refusal(), why, cause);
    }

    @Override
    public void reportLeft() {
        elector.left();
    }

    @Override
    public void finish() {
        supervisor.members().remove(this);
        elector.finished();
    }
}
