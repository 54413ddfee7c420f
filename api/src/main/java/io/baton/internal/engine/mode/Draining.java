// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.ElectionStatus;
import io.baton.LossReason;
import io.baton.internal.engine.AfterDraining;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;

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
        return at.timing().releaseUndrained() && inStore
                ? at.transitions().undrained(then, at)
                : Step.to(new Draining(inStore, Long.MAX_VALUE, then), new ElectorEffect.ReportUndrained(inStore));
    }

    @Override
    public Step drained(StepContext at) {
        return inStore ? at.transitions().releasing(then, at) : at.transitions().follow(then, at);
    }

    @Override
    public Step gone(StepContext at) {
        assert inStore : this;
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
