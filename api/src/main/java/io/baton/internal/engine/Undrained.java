// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.ElectionStatus;

/**
 * The work of the last leadership has not ended within the drain timeout, and the place does not wait for it.
 *
 * @param inStore whether the candidacy may still exist
 * @param request the release
 * @param then what follows when the work has ended
 */
record Undrained(boolean inStore, Request request, AfterDraining then) implements ElectionState {

    private static final Request NONE = Request.next(Long.MAX_VALUE);

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
        return inStore && request.isDue(at)
                ? Step.to(new Undrained(true, Request.sent(at), then), new StoreRequest.Release())
                : Step.to(this);
    }

    @Override
    public Step drained(StepContext at) {
        return inStore ? Step.to(new Releasing(request, then)) : then.follow(at);
    }

    @Override
    public Step gone(StepContext at) {
        return new Undrained(false, NONE, then).leave();
    }

    @Override
    public Step unknown(StepContext at) {
        return request.underWay() ? Step.to(new Undrained(inStore, Request.again(at), then)) : Step.to(this);
    }

    @Override
    public Step refused(String why, Throwable cause, StepContext at) {
        if (!request.underWay()) {
            // It answers what was asked before the release.
            return Step.to(this);
        }
        Request later = Request.next(at.now() + at.timing().refusalDelay());
        return Step.to(
                new Undrained(inStore, later, then.afterRefusedRelease()), new ElectorEffect.ReportRefusal(why, cause));
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        return Step.to(
                new Undrained(inStore, request.afterFailure(at), then), new ElectorEffect.ReportRefusal(why, cause));
    }

    @Override
    public Step close(StepContext at) {
        return new Undrained(inStore, request, AfterDraining.CLOSE).leave();
    }

    private Step leave() {
        return then == AfterDraining.CLOSE && !inStore ? Step.to(this, new ElectorEffect.ReportLeft()) : Step.to(this);
    }
}
