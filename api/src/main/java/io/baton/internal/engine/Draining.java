// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.ElectionStatus;
import io.baton.LossReason;

/**
 * Nothing is held any more; the work of the last leadership is to end, and the place is kept until then.
 *
 * @param inStore whether the candidacy may still exist
 * @param undrainedAt when work counts as not ending in time; {@link Long#MAX_VALUE} once that was reported
 * @param then what follows
 */
record Draining(boolean inStore, long undrainedAt, AfterDraining then) implements ElectionState {

    /** A leadership has ended. */
    static Step after(LossReason reason, boolean inStore, AfterDraining then, StepContext at) {
        return Step.to(begun(inStore, then, at), new ElectorEffect.End(reason));
    }

    /** A leadership ends because its requests cannot be carried out here. */
    static Step afterFailure(String why, Throwable cause, StepContext at) {
        return Step.to(
                begun(true, AfterDraining.ENTER_AFTER_REFUSAL, at),
                new ElectorEffect.End(LossReason.REMOVED),
                new ElectorEffect.ReportRefusal(why, cause));
    }

    private static Draining begun(boolean inStore, AfterDraining then, StepContext at) {
        return new Draining(inStore, at.now() + at.timing().drainTimeout(), then);
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
        return undrainedAt;
    }

    @Override
    public Step tick(StepContext at) {
        if (at.now() < undrainedAt) {
            return Step.to(this);
        }
        boolean release = at.timing().releaseUndrained() && inStore;
        Effect report = new ElectorEffect.ReportUndrained(inStore && !release);
        return release
                ? Step.to(new Undrained(true, Request.sent(at), then), report, new StoreRequest.Release())
                : Step.to(new Draining(inStore, Long.MAX_VALUE, then), report);
    }

    @Override
    public Step drained(StepContext at) {
        return inStore ? Releasing.leave(then, at) : then.follow(at);
    }

    @Override
    public Step gone(StepContext at) {
        return Step.to(new Draining(false, undrainedAt, then));
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        // The tick that was due may be what has failed.
        long report = at.now() >= undrainedAt ? at.now() + at.timing().refusalDelay() : undrainedAt;
        return Step.to(new Draining(inStore, report, then), new ElectorEffect.ReportRefusal(why, cause));
    }

    @Override
    public Step close(StepContext at) {
        return Step.to(new Draining(inStore, undrainedAt, AfterDraining.CLOSE));
    }
}
