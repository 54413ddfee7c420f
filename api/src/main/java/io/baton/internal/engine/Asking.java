// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.spi.Bid;
import io.baton.spi.QueuePosition;
import java.util.Optional;

/**
 * In the queue, and waits for the answer to a request.
 *
 * @param wakeAt when the answer is given up
 * @param missed whether the predecessor went since the request was sent: the answer may not know of that
 * @param bid the bid for office that is under way, if the request is one
 */
record Asking(QueueKnowledge known, long wakeAt, boolean missed, Optional<Bid> bid) implements Waiting {

    @Override
    public Step position(QueuePosition told, StepContext at) {
        if (missed && told.predecessor().isPresent()) {
            return known.told(told).look(at);
        }
        return Waiting.super.position(told, at);
    }

    @Override
    public Step predecessorGone(StepContext at) {
        return Step.to(new Asking(known, wakeAt, true, bid));
    }

    @Override
    public Step proofsEnded(String session, StepContext at) {
        boolean wasAsked = session.equals(known.position().office().session());
        return wasAsked ? known.afterFence(at).turn(at) : Step.to(this);
    }

    @Override
    public Step tookLeadership(long sentAt, StepContext at) {
        return bid.map(made -> Leading.begun(made.token(), sentAt, at))
                .orElseGet(() -> Waiting.super.tookLeadership(sentAt, at));
    }
}
