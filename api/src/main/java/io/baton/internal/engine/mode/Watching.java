// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import java.util.Optional;

/**
 * In the queue, and waits for an event.
 *
 * @param wakeAt when to make sure that none was lost
 * @param bidStands whether the release of the predecessor will make this candidate the leader
 */
record Watching(QueueKnowledge known, long wakeAt, boolean bidStands) implements Waiting {

    /** Thousands of checks, each at a moment of its own, would wake the threads of the process as often. */
    @Override
    public boolean mayWakeLate() {
        return true;
    }

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

    /**
     * A release would have carried the bid out, so the predecessor has most likely died: leadership that expects a release would be refused, which
     * costs the store more than a look.
     */
    @Override
    public Step predecessorGone(StepContext at) {
        return bidStands ? decision(at).look() : decision(at).predecessorGone();
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
    public Optional<String> isWokenByHeartbeatsOf() {
        return known.mayLeadNow();
    }

    /** A predecessor that was first but did not lead when the record was read may lead since: a look tells. */
    @Override
    public Step heartbeat(String session, StepContext at) {
        return known.mayLeadNow().filter(session::equals).isPresent()
                ? decision(at).look()
                : Step.to(this);
    }
}
