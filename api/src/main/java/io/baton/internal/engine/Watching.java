// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

/**
 * In the queue, and waits for an event.
 *
 * @param wakeAt when to look again if none comes
 */
record Watching(QueueKnowledge known, long wakeAt) implements Waiting {

    /** A predecessor that was first but not in office when the record was read may be in office since: a look tells. */
    @Override
    public Step heartbeat(String session, StepContext at) {
        return known.mayLeadNow(session) ? known.look(at) : Step.to(this);
    }
}
