// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.ElectionStatus;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;

/**
 * Not in the queue.
 *
 * @param notBefore when to enter again
 */
record Idle(long notBefore) implements ElectionState {

    @Override
    public ElectionStatus.State publicState() {
        return ElectionStatus.State.IDLE;
    }

    @Override
    public long wakeAt() {
        return notBefore;
    }

    @Override
    public Step tick(StepContext at) {
        if (!at.sessionOpen() || at.now() < notBefore) {
            return Step.to(this);
        }
        return at.transitions().entering(at);
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        // The tick that was due may be what has failed.
        long soon = at.now() + at.timing().refusalDelay();
        return Step.to(new Idle(Math.max(notBefore, soon)), new ElectorEffect.ReportRefusal(why, cause));
    }

    @Override
    public Step close(StepContext at) {
        return at.transitions().closed();
    }
}
