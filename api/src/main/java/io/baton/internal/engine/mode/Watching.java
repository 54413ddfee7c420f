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
 */
record Watching(QueueKnowledge known, long wakeAt) implements Waiting {

    @Override
    public Step tick(StepContext at) {
        return at.now() >= wakeAt
                ? at.transitions().watching(known, at.nextCheck(), new StoreRequest.Check())
                : Step.to(this);
    }

    @Override
    public Step positionChanged(StepContext at) {
        return decision(at).look();
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
