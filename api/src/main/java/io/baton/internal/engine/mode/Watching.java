// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;

/**
 * In the queue, and waits for an event.
 *
 * @param wakeAt when to make sure that none was lost
 * @param bidStands whether the release of the predecessor will make this candidate the leader
 */
record Watching(QueueKnowledge known, long wakeAt, boolean bidStands) implements Waiting {

    @Override
    public Step tick(StepContext at) {
        return at.now() >= wakeAt
                ? Step.to(new Watching(known, at.nextCheck(), bidStands), new StoreRequest.Check())
                : Step.to(this);
    }

    @Override
    public Step positionChanged(StepContext at) {
        return decision(at).look();
    }

    @Override
    public Step bidStands(StepContext at) {
        return Step.to(new Watching(known, wakeAt, known.ahead().isPresent()));
    }

    @Override
    public boolean needsProofs() {
        return bidStands;
    }

    /** The bid rested on the fence of before. */
    @Override
    public Step fenced(StepContext at) {
        return known.ahead()
                .map(made -> Step.to(new Watching(known, wakeAt, false), new StoreRequest.BidAhead(made)))
                .orElseGet(() -> Step.to(this));
    }

    @Override
    public boolean isWokenBy(String session) {
        return known.mayLeadNow(session);
    }

    /** A predecessor that was first but did not lead when the record was read may lead since: a look tells. */
    @Override
    public Step heartbeat(String session, StepContext at) {
        return known.mayLeadNow(session) ? decision(at).look() : Step.to(this);
    }
}
