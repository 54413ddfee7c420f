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
 * The work of the last leadership has not ended within the drain timeout, and the candidacy is released without waiting for the work.
 *
 * @param inStore whether the candidacy may still exist
 * @param request the release
 * @param then what follows when the work has ended
 */
record Undrained(boolean inStore, RequestTimer request, AfterDraining then) implements ElectionState {

    private static final RequestTimer NONE = RequestTimer.next(Long.MAX_VALUE);

    /** Work goes on after the drain timeout: the place is released. */
    static Step begun(AfterDraining then, StepContext at) {
        return Step.to(
                new Undrained(true, at.requestOrdered(), then),
                new ElectorEffect.ReportUndrained(false),
                new StoreRequest.Release());
    }

    @Override
    public ElectionStatus.State publicState() {
        return ElectionStatus.State.DRAINING;
    }

    @Override
    public boolean hasCandidacy() {
        return inStore;
    }

    @Override
    public long wakeAt() {
        return request.wakeAt();
    }

    @Override
    public Step tick(StepContext at) {
        return inStore && request.isDue(at.now())
                ? Step.to(new Undrained(true, at.requestOrdered(), then), new StoreRequest.Release())
                        .givingUp(request)
                : Step.to(this);
    }

    @Override
    public Step requestSent(StepContext at) {
        return Step.to(inStore && request.underWay() ? new Undrained(true, at.requestSent(), then) : this);
    }

    @Override
    public Step drained(StepContext at) {
        return inStore
                ? at.transitions().releasing(request, then)
                : at.transitions().follow(then, at);
    }

    @Override
    public Step gone(StepContext at) {
        assert inStore : this;
        return new Undrained(false, NONE, then).leave();
    }

    @Override
    public Step unknown(StepContext at) {
        assert inStore : this;
        return request.underWay() ? Step.to(new Undrained(inStore, at.requestAgain(), then)) : Step.to(this);
    }

    @Override
    public Step refused(String why, Throwable cause, StepContext at) {
        assert inStore : this;
        if (!request.underWay()) {
            // It answers what was asked before the release.
            return Step.to(this);
        }
        return Step.to(
                new Undrained(inStore, at.requestAfterRefusal(), then.afterRefusedRelease()),
                new ElectorEffect.ReportRefusal(why, cause));
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        return Step.to(
                new Undrained(inStore, at.afterFailure(request), then), new ElectorEffect.ReportRefusal(why, cause));
    }

    @Override
    public Step close(StepContext at) {
        return new Undrained(inStore, request, AfterDraining.CLOSE).leave();
    }

    private Step leave() {
        return then == AfterDraining.CLOSE && !inStore ? Step.to(this, new ElectorEffect.ReportLeft()) : Step.to(this);
    }
}
