// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;

/**
 * First in the queue, and waits until the validity of the last leader's proofs is over.
 *
 * @param wakeAt the time from which leadership may be taken
 */
record Postponed(QueueKnowledge known, long wakeAt) implements Waiting {

    /** Another session's end may have been seen since, which can bring the time forward. */
    @Override
    public Step tick(StepContext at) {
        return decision(at).turn();
    }
}
