// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.ElectionStatus;
import io.baton.internal.engine.AfterDraining;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.RequestTimer;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;

/**
 * Nothing is held and no work runs; the candidacy is taken out of the queue.
 *
 * @param request the release
 * @param then what follows
 */
record Releasing(RequestTimer request, AfterDraining then) implements ElectionState {

    /** Leaves the queue. */
    static Step leave(AfterDraining then, StepContext at) {
        return Step.to(new Releasing(at.requestOrdered(), then), new StoreRequest.Release());
    }

    /** Leaves the queue because the store refuses. */
    static Step afterRefusal(String why, Throwable cause, StepContext at) {
        return Step.to(
                new Releasing(at.requestOrdered(), AfterDraining.ENTER_AFTER_REFUSAL),
                new ElectorEffect.ReportRefusal(why, cause),
                new StoreRequest.Release());
    }

    @Override
    public ElectionStatus.State publicState() {
        return ElectionStatus.State.DRAINING;
    }

    @Override
    public boolean hasCandidacy() {
        return true;
    }

    @Override
    public long wakeAt() {
        return request.wakeAt();
    }

    @Override
    public Step tick(StepContext at) {
        return request.isDue(at.now()) ? leave(then, at).givingUp(request) : Step.to(this);
    }

    @Override
    public Step requestSent(StepContext at) {
        return Step.to(request.underWay() ? new Releasing(at.requestSent(), then) : this);
    }

    @Override
    public Step gone(StepContext at) {
        return at.transitions().follow(then, at);
    }

    @Override
    public Step unknown(StepContext at) {
        return request.underWay() ? Step.to(new Releasing(at.requestAgain(), then)) : Step.to(this);
    }

    @Override
    public Step refused(String why, Throwable cause, StepContext at) {
        if (!request.underWay()) {
            // It answers what was asked before the release.
            return Step.to(this);
        }
        return Step.to(
                new Releasing(at.requestAfterRefusal(), then.afterRefusedRelease()),
                new ElectorEffect.ReportRefusal(why, cause));
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        return Step.to(new Releasing(at.afterFailure(request), then), new ElectorEffect.ReportRefusal(why, cause));
    }

    /** A release that waits for its next attempt would not be made in the time that closing has. */
    @Override
    public Step close(StepContext at) {
        return request.underWay()
                ? Step.to(new Releasing(request, AfterDraining.CLOSE))
                : leave(AfterDraining.CLOSE, at);
    }
}
