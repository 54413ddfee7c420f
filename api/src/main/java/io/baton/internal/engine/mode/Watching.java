// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;

/**
 * In the queue, and waits for an event.
 *
 * @param wakeAt when to look again if none comes
 */
record Watching(QueueKnowledge known, long wakeAt) implements Waiting {

    /** A predecessor that was first but did not lead when the record was read may lead since: a look tells. */
    @Override
    public Step heartbeat(String session, StepContext at) {
        return known.mayLeadNow(session) ? decision(at).look() : Step.to(this);
    }
}
