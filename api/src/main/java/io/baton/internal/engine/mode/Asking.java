// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.RequestTimer;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.spi.Bid;
import io.baton.spi.QueuePosition;
import java.util.Optional;

/**
 * In the queue, and waits for the answer to a request.
 *
 * @param request the request under way
 * @param missed whether the predecessor went since the request was sent: the answer may not know of that
 * @param bid the bid for leadership that is under way, if the request is one
 */
record Asking(QueueKnowledge known, RequestTimer request, boolean missed, Optional<Bid> bid) implements Waiting {

    @Override
    public long wakeAt() {
        return request.wakeAt();
    }

    @Override
    public Step tick(StepContext at) {
        return request.isDue(at.now()) ? decision(at).look().givingUp(request) : Step.to(this);
    }

    @Override
    public Step requestSent(StepContext at) {
        return Step.to(new Asking(known, at.requestSent(), missed, bid));
    }

    @Override
    public Step position(QueuePosition told, StepContext at) {
        if (missed && told.predecessor().isPresent()) {
            return new QueueDecision(known.told(told), at).look();
        }
        return Waiting.super.position(told, at);
    }

    @Override
    public Step predecessorGone(StepContext at) {
        return Step.to(new Asking(known, request, true, bid));
    }

    @Override
    public Step proofsEnded(String session, StepContext at) {
        boolean wasAsked = session.equals(known.position().leaderRecord().session());
        return wasAsked ? new QueueDecision(known.afterFence(at.now()), at).turn() : Step.to(this);
    }

    /** A bid under way has an answer of its own; what else is asked is answered before another request is made. */
    @Override
    public Step bidCarriedOut(Bid carriedOut, long sentAt, StepContext at) {
        if (bid.isPresent()) {
            return Step.to(this);
        }
        return Waiting.isProvenLately(sentAt, at)
                ? Waiting.super.bidCarriedOut(carriedOut, sentAt, at)
                : predecessorGone(at);
    }

    @Override
    public Step tookLeadership(long sentAt, StepContext at) {
        return bid.map(made -> at.transitions().leading(made.token(), sentAt, at))
                .orElseGet(() -> Waiting.super.tookLeadership(sentAt, at));
    }
}
