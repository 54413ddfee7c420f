// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.internal.engine.Effect;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import io.baton.internal.engine.Timing;
import io.baton.internal.engine.mode.ModeTransitions;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.refusal.RefusalPause;
import io.baton.internal.session.SessionSupervisor;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One started elector: holds its state, and carries out what the engine orders. For the loop's thread only. */
public final class ElectorRunner implements ElectorInputs {

    private static final int CLOSE = 1;
    private static final int DRAINED = 2;

    private final ElectionName name;
    private final CandidateLog log;
    private final Timing configured;
    private final SessionSupervisor supervisor;
    private final ElectionLoop loop;
    private final ElectorRunners runners;
    private final ElectorReports reports;
    private final RefusalPause refusals;
    private final LeadershipEffects effects;
    private ElectionState state = ModeTransitions.initial();
    private @Nullable CandidacyPort port;
    private long wakeAt = Long.MAX_VALUE;
    private long highestOrderValue;
    private boolean failing;

    /** Inputs that come only once and were not taken. */
    private int untaken;

    public ElectorRunner(
            ElectorReports reports,
            ElectionName name,
            Timing configured,
            SessionSupervisor supervisor,
            ElectorRunners runners) {
        this.reports = reports;
        this.name = name;
        this.log = new CandidateLog(name, reports.candidate());
        this.configured = configured;
        this.supervisor = supervisor;
        this.runners = runners;
        this.loop = supervisor.loop();
        this.refusals = new RefusalPause(loop.clock(), configured.leaseDuration(), runners.refusalTurns());
        this.effects = new LeadershipEffects(this, reports, log, supervisor, refusals);
    }

    @Override
    public boolean apply(BiFunction<ElectionState, StepContext, Step> input) {
        return give(input, 0);
    }

    @Override
    public boolean applyForAll(BiFunction<ElectionState, StepContext, Step> input) {
        giveUntaken();
        return give(input, 0);
    }

    /** The application leaves the election. */
    public void close() {
        untaken |= CLOSE;
        giveUntaken();
    }

    /** The work of the leadership that was ended last has ended, or there was none. */
    void workEnded() {
        untaken |= DRAINED;
        giveUntaken();
    }

    /** Inputs that come only once are given again until the state has taken them. */
    private void giveUntaken() {
        if ((untaken & DRAINED) != 0) {
            give(ElectionState::drained, DRAINED);
        }
        if ((untaken & CLOSE) != 0) {
            give(ElectionState::close, CLOSE);
        }
    }

    private boolean give(BiFunction<ElectionState, StepContext, Step> input, int once) {
        effects.finishEnd();
        Step step;
        try {
            step = input.apply(state, now());
        } catch (RuntimeException | Error e) {
            if (once != 0) {
                loop.retry(() -> applyForAll(ElectionState::tick));
            }
            fail(e);
            return false;
        }
        supervisor.proofs().count(state, step.next());
        state = step.next();
        untaken &= ~once;
        follow(step);
        return true;
    }

    private void follow(Step step) {
        effects.noteEnd(step);
        reports.changed(state);
        if (!state.hasCandidacy()) {
            port = null;
        }
        for (Effect effect : step.effects()) {
            if (!carryOut(effect, () -> run(effect))) {
                break;
            }
        }
        runners.changed(this, state, effects.isEndUnfinished());
        schedule();
    }

    private StepContext now() {
        return new StepContext(
                loop.clock().nanos(),
                timing().refusing(refusals.pause()),
                supervisor.current().isOpen(),
                supervisor.proofs().fencedAt(),
                supervisor.heartbeats(),
                loop.random(),
                ModeTransitions.ALL);
    }

    /** What the store has granted counts. */
    private Timing timing() {
        return supervisor.current().timing(reports.timing(configured));
    }

    @Override
    public boolean carryOut(Effect effect, Runnable how) {
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
        ElectionState fresh = ModeTransitions.initial();
        port = null;
        untaken &= ~DRAINED;
        effects.forget();
        supervisor.proofs().count(state, fresh);
        state = fresh;
        runners.changed(this, state, false);
    }

    @Override
    public boolean isPresent(CandidacyFacts facts) {
        return port == facts;
    }

    @Override
    public Optional<String> judge(QueuePosition queuePosition) {
        if (queuePosition.orderValue() < highestOrderValue) {
            return Optional.of("the store has numbered a new candidacy " + queuePosition.orderValue()
                    + " although it had given out " + highestOrderValue
                    + " before: it was restored or replaced; raise the token floor of this election above every token"
                    + " that was ever given out, then restart this process");
        }
        highestOrderValue = queuePosition.orderValue();
        return Optional.empty();
    }

    private void schedule() {
        long wanted = state.mayWakeLate() ? runners.together(state.wakeAt(), timing().leaseDuration()) : state.wakeAt();
        if (wanted != wakeAt) {
            loop.at(wanted, () -> {
                if (wakeAt == wanted) {
                    applyForAll(ElectionState::tick);
                }
            });
            wakeAt = wanted;
        }
    }

    private void run(Effect effect) {
        if (effect instanceof ElectorEffect own) {
            own.applyTo(effects);
        } else if (effect instanceof StoreRequest request && port != null) {
            port.order(request);
        }
    }

    void giveUpRequest() {
        if (port != null) {
            port.giveUpRequest();
        }
    }

    void enter() {
        CandidacyPort entered = new CandidacyPort(this, loop, supervisor.answers(), log, runners.throttle());
        port = entered;
        entered.awaitEntry(() -> carryOut(new ElectorEffect.Enter(), () -> enter(entered)));
    }

    private void enter(CandidacyPort entered) {
        Optional<Candidacy> begun =
                supervisor.current().session().map(session -> session.enter(name, reports.candidate(), entered));
        begun.ifPresentOrElse(entered::begun, entered::gone);
    }

    /** The elector has left the election for good. */
    void finish() {
        runners.remove(name, this);
        reports.finished();
    }
}
