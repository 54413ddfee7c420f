// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.spi.Standing;

/**
 * A candidacy was asked for; whether it exists is not known yet.
 *
 * @param request when the request that is under way is given up, or when the next one is made
 */
record Entering(Request request) implements ElectionState {

    static Entering begun(Moment at) {
        return new Entering(Request.sent(at));
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
    public Step tick(Moment at) {
        return request.isDue(at) ? Step.to(begun(at), new Effect.Look()) : Step.to(this);
    }

    @Override
    public Step standing(Standing standing, Moment at) {
        return Waiting.consider(standing, at);
    }

    @Override
    public Step gone(Moment at) {
        return Step.to(new Idle(at.now() + at.timing().retryDelay()));
    }

    @Override
    public Step unknown(Moment at) {
        return Step.to(new Entering(Request.again(at)));
    }

    @Override
    public Step refused(String why, Throwable cause, Moment at) {
        return Draining.afterRefusal(why, cause, at);
    }

    @Override
    public Step failed(String why, Throwable cause, Moment at) {
        return Draining.afterRefusal(why, cause, at);
    }

    @Override
    public Step close(Moment at) {
        return Draining.leave(AfterDraining.CLOSE, at);
    }
}
