// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.LossReason;
import io.baton.internal.engine.AfterDraining;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.RequestTimer;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import io.baton.spi.Bid;
import java.util.Optional;

/** Knows every mode, and leads from one to another. Has no state. */
public final class ModeTransitions implements StepContext.Transitions {

    /** What a step context is given. */
    public static final StepContext.Transitions ALL = new ModeTransitions();

    private ModeTransitions() {}

    /** The state before the first input. */
    public static ElectionState initial() {
        return new Idle(Long.MIN_VALUE);
    }

    @Override
    public Step idle(long notBefore) {
        return Step.to(new Idle(notBefore));
    }

    @Override
    public Step entering(StepContext at) {
        return Step.to(Entering.begun(at), new ElectorEffect.Enter());
    }

    @Override
    public Step watching(QueueKnowledge known, long wakeAt, StoreRequest... requests) {
        return Step.to(new Watching(known, wakeAt, false), requests);
    }

    @Override
    public Step asking(QueueKnowledge known, StoreRequest request, StepContext at) {
        return Step.to(new Asking(known, at.requestOrdered(), false, Optional.empty()), request);
    }

    @Override
    public Step retrying(QueueKnowledge known, StepContext at) {
        return Step.to(new Retrying(known, at.requestAgain().wakeAt()));
    }

    @Override
    public Step takingLeadership(QueueKnowledge known, Bid bid, StepContext at) {
        return Step.to(
                new Asking(known, at.requestOrdered(), false, Optional.of(bid)), new StoreRequest.TakeLeadership(bid));
    }

    @Override
    public Step postponed(QueueKnowledge known, long wakeAt) {
        return Step.to(new Postponed(known, wakeAt));
    }

    @Override
    public Step leading(long token, long sentAt, StepContext at) {
        return Leading.begun(token, sentAt, at);
    }

    @Override
    public Step draining(LossReason reason, boolean inStore, AfterDraining then, StepContext at) {
        return Draining.after(reason, inStore, then, at);
    }

    @Override
    public Step drainingAfterFailure(String why, Throwable cause, StepContext at) {
        return Draining.afterFailure(why, cause, at);
    }

    @Override
    public Step undrained(AfterDraining then, StepContext at) {
        return Undrained.begun(then, at);
    }

    @Override
    public Step releasing(AfterDraining then, StepContext at) {
        return Releasing.leave(then, at);
    }

    @Override
    public Step releasing(RequestTimer underWay, AfterDraining then) {
        return Step.to(new Releasing(underWay, then));
    }

    @Override
    public Step releasingAfterRefusal(String why, Throwable cause, StepContext at) {
        return Releasing.afterRefusal(why, cause, at);
    }

    @Override
    public Step follow(AfterDraining then, StepContext at) {
        return switch (then) {
            case ENTER -> new Idle(at.now()).tick(at);
            case ENTER_AFTER_BACKOFF -> idle(at.now() + at.timing().resignBackoff());
            case ENTER_AFTER_REFUSAL -> idle(at.now() + at.timing().refusalDelay());
            case CLOSE -> closed();
        };
    }

    @Override
    public Step closed() {
        return Step.to(new Closed(), new ElectorEffect.Finish());
    }
}
