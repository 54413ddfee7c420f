// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.ElectionStatus;
import io.baton.spi.QueuePosition;

/**
 * A candidacy was asked for; whether it exists is not known yet.
 *
 * @param request when the request that is under way is given up, or when the next one is made
 */
record Entering(Request request) implements ElectionState {

    static Entering begun(StepContext at) {
        return new Entering(Request.sent(at));
    }

    @Override
    public ElectionStatus.State publicState() {
        return ElectionStatus.State.ENTERING;
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
        return request.isDue(at) ? Step.to(begun(at), new StoreRequest.Look()) : Step.to(this);
    }

    @Override
    public Step position(QueuePosition queuePosition, StepContext at) {
        return Waiting.consider(queuePosition, at);
    }

    @Override
    public Step gone(StepContext at) {
        return Step.to(new Idle(at.now() + at.timing().retryDelay()));
    }

    @Override
    public Step unknown(StepContext at) {
        return Step.to(new Entering(Request.again(at)));
    }

    @Override
    public Step refused(String why, Throwable cause, StepContext at) {
        return Releasing.afterRefusal(why, cause, at);
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        return Releasing.afterRefusal(why, cause, at);
    }

    @Override
    public Step close(StepContext at) {
        return Releasing.leave(AfterDraining.CLOSE, at);
    }
}
