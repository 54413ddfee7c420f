// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;

/**
 * In the queue; what came of the last request is not known, and the next one is due soon.
 *
 * @param wakeAt when to ask where the candidacy stands
 */
record Retrying(QueueKnowledge known, long wakeAt) implements Waiting {

    @Override
    public Step tick(StepContext at) {
        return at.now() >= wakeAt ? decision(at).look() : Step.to(this);
    }
}
