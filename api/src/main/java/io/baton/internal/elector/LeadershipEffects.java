// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.BatonException;
import io.baton.FencingToken;
import io.baton.LossReason;
import io.baton.internal.config.DurationFormat;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.Step;
import io.baton.internal.leadership.DefaultLeadership;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.refusal.RefusalPause;
import io.baton.internal.session.SessionSupervisor;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what the engine orders of an elector itself: begins, prolongs and ends its leaderships, and tells the application. For
 * the loop's thread only.
 */
final class LeadershipEffects implements ElectorEffect.Handler {

    private final ElectorRunner runner;
    private final ElectorReports reports;
    private final CandidateLog log;
    private final SessionSupervisor supervisor;
    private final RefusalPause refusals;
    private @Nullable DefaultLeadership leadership;
    private @Nullable DefaultLeadership draining;
    private ElectorEffect.@Nullable End unended;

    LeadershipEffects(
            ElectorRunner runner,
            ElectorReports reports,
            CandidateLog log,
            SessionSupervisor supervisor,
            RefusalPause refusals) {
        this.runner = runner;
        this.reports = reports;
        this.log = log;
        this.supervisor = supervisor;
        this.refusals = refusals;
    }

    /** An end that memory does not suffice for is carried out later. */
    void noteEnd(Step step) {
        for (int i = 0; i < step.effects().size(); i++) {
            if (step.effects().get(i) instanceof ElectorEffect.End end) {
                unended = end;
            }
        }
    }

    /** Whether {@link #finishEnd} has something to carry out. */
    boolean isEndUnfinished() {
        return unended != null;
    }

    /** Carries out what {@link #noteEnd} has noted and what was not carried out since. */
    void finishEnd() {
        ElectorEffect.End unfinished = unended;
        if (unfinished != null) {
            runner.carryOut(unfinished, () -> end(unfinished.reason()));
        }
    }

    @Override
    public void enter() {
        runner.enter();
    }

    @Override
    public void giveUpRequest() {
        runner.giveUpRequest();
    }

    @Override
    public void announce(long token, long until) {
        DefaultLeadership mine = new DefaultLeadership(
                reports.election(), new FencingToken(token), supervisor.loop().clock(), until);
        leadership = mine;
        refusals.reset();
        reports.elected(mine);
        log.elected(mine.token());
    }

    @Override
    public void extend(long until) {
        DefaultLeadership mine = leadership;
        if (mine != null && !mine.extend(until)) {
            runner.apply(ElectionState::expired);
        }
    }

    @Override
    public void end(LossReason reason) {
        DefaultLeadership mine = leadership;
        if (mine == null) {
            // It could not be announced: there is no work to wait for.
            supervisor.loop().post(() -> workEnded(null));
            unended = null;
            return;
        }
        mine.end(() -> supervisor.loop().post(() -> workEnded(mine)));
        draining = mine;
        unended = null;
        leadership = null;
        reports.lost(mine, reason);
        if (reason == LossReason.EXPIRED) {
            // What has kept the proofs away is known now, and there is no haste.
            logLost(mine, reason);
        }
        tellLater(mine, reason);
    }

    /** The next leader waits for the release, and not for what wakes the threads of listeners and of the log: the loop does first what it has to do. */
    private void tellLater(DefaultLeadership mine, LossReason reason) {
        try {
            ElectionLoop loop = supervisor.loop();
            loop.at(loop.clock().nanos(), () -> {
                reports.tellLost();
                if (reason != LossReason.EXPIRED) {
                    logLost(mine, reason);
                }
            });
        } catch (RuntimeException | Error e) {
            reports.tellLost();
            throw e;
        }
    }

    private void logLost(DefaultLeadership mine, LossReason reason) {
        log.lost(mine.token(), reason, supervisor.answers()::proofOverdue);
    }

    /** The work of a leadership that was forgotten is not waited for, and must not count for a later one. */
    private void workEnded(@Nullable DefaultLeadership of) {
        if (draining == of) {
            draining = null;
            runner.workEnded();
        }
    }

    /** Nothing is held any more, and nothing is waited for. */
    void forget() {
        DefaultLeadership mine = leadership;
        leadership = null;
        draining = null;
        unended = null;
        if (mine != null) {
            mine.end(() -> {});
            reports.lost(mine, LossReason.REMOVED);
            reports.tellLost();
        }
    }

    @Override
    public void reportUndrained(boolean placeIsKept) {
        log.undrained(placeIsKept, DurationFormat.boundedNanos(reports.drainTimeout()));
    }

    @Override
    public void reportRefusal(String why, Throwable cause) {
        refusals.refused(supervisor.loop().random());
        reports.refused(new BatonException("election '" + reports.election() + "': " + why, cause));
        supervisor.refusalLog().refused(log.refusal(), why, cause);
    }

    @Override
    public void reportLeft() {
        reports.left();
    }

    @Override
    public void finish() {
        runner.finish();
    }
}
