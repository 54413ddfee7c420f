// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.ElectionStatus;

/**
 * Nothing is held and no work runs; the candidacy is taken out of the queue.
 *
 * @param request the release
 * @param then what follows
 */
record Releasing(Request request, AfterDraining then) implements ElectionState {

    /** Leaves the queue. */
    static Step leave(AfterDraining then, StepContext at) {
        return Step.to(new Releasing(Request.sent(at), then), new StoreRequest.Release());
    }

    /** Office was taken, but the proof that came with it is too old: nothing was ever held. */
    static Step withoutHolding(StepContext at) {
        return leave(AfterDraining.ENTER, at);
    }

    /** Leaves the queue because the store refuses. */
    static Step afterRefusal(String why, Throwable cause, StepContext at) {
        return Step.to(
                new Releasing(Request.sent(at), AfterDraining.ENTER_AFTER_REFUSAL),
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
        return request.isDue(at) ? leave(then, at) : Step.to(this);
    }

    @Override
    public Step gone(StepContext at) {
        return then.follow(at);
    }

    @Override
    public Step unknown(StepContext at) {
        return request.underWay() ? Step.to(new Releasing(Request.again(at), then)) : Step.to(this);
    }

    @Override
    public Step refused(String why, Throwable cause, StepContext at) {
        if (!request.underWay()) {
            // It answers what was asked before the release.
            return Step.to(this);
        }
        Request later = Request.next(at.now() + at.timing().refusalDelay());
        return Step.to(new Releasing(later, then.afterRefusedRelease()), new ElectorEffect.ReportRefusal(why, cause));
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        return Step.to(new Releasing(request.afterFailure(at), then), new ElectorEffect.ReportRefusal(why, cause));
    }

    /** A release that waits for its next attempt would not be made in the time that closing has. */
    @Override
    public Step close(StepContext at) {
        return request.underWay()
                ? Step.to(new Releasing(request, AfterDraining.CLOSE))
                : leave(AfterDraining.CLOSE, at);
    }
}
