// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.ElectionStatus;
import io.baton.internal.engine.AfterDraining;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.RequestTimer;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import io.baton.spi.QueuePosition;

/**
 * A candidacy was asked for; whether it exists is not known yet.
 *
 * @param request when the request that is under way is given up, or when the next one is made
 */
record Entering(RequestTimer request) implements ElectionState {

    static Entering begun(StepContext at) {
        return new Entering(at.requestOrdered());
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
        return request.isDue(at.now())
                ? Step.to(begun(at), new StoreRequest.Look()).givingUp(request)
                : Step.to(this);
    }

    @Override
    public Step requestSent(StepContext at) {
        return Step.to(request.underWay() ? new Entering(at.requestSent()) : this);
    }

    @Override
    public Step position(QueuePosition queuePosition, StepContext at) {
        return QueueDecision.first(queuePosition, at);
    }

    @Override
    public Step gone(StepContext at) {
        return at.transitions().idle(at.now() + at.timing().retryDelay());
    }

    @Override
    public Step unknown(StepContext at) {
        return Step.to(new Entering(at.requestAgain()));
    }

    @Override
    public Step refused(String why, Throwable cause, StepContext at) {
        return at.transitions().releasingAfterRefusal(why, cause, at);
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        return at.transitions().releasingAfterRefusal(why, cause, at);
    }

    @Override
    public Step close(StepContext at) {
        return at.transitions().releasing(AfterDraining.CLOSE, at);
    }
}
