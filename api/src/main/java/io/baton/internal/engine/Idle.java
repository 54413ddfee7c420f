// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.ElectionStatus;

/**
 * Not in the queue.
 *
 * @param notBefore when to stand again
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
        return Step.to(Entering.begun(at), new ElectorEffect.Enter());
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        // The tick that was due may be what has failed.
        long soon = at.now() + at.timing().refusalDelay();
        return Step.to(new Idle(Math.max(notBefore, soon)), new ElectorEffect.ReportRefusal(why, cause));
    }

    @Override
    public Step close(StepContext at) {
        return Step.to(new Closed(), new ElectorEffect.Finish());
    }
}
