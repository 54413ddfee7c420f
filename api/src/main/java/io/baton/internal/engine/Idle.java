// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/**
 * Not in the queue.
 *
 * @param notBefore when to stand again
 */
record Idle(long notBefore) implements ElectionState {

    @Override
    public long wakeAt() {
        return notBefore;
    }

    @Override
    public Step tick(Moment at) {
        if (!at.sessionOpen() || at.now() < notBefore) {
            return Step.to(this);
        }
        return Step.to(Entering.begun(at), new Effect.Enter());
    }

    @Override
    public Step failed(String why, Throwable cause, Moment at) {
        // The tick that was due may be what has failed.
        return Step.to(new Idle(at.now() + at.timing().refusalDelay()), new Effect.ReportRefusal(why, cause));
    }

    @Override
    public Step close(Moment at) {
        return Step.to(new Closed(), new Effect.Finish());
    }
}
