// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.ElectionStatus;
import io.baton.spi.QueuePosition;

/** In the queue. One class for each thing that is waited for. */
sealed interface Waiting extends ElectionState permits Watching, Asking, Postponed {

    /** What is known of the queue. */
    QueueKnowledge known();

    /** The first position of a candidacy. */
    static Step consider(QueuePosition position, StepContext at) {
        return QueueKnowledge.of(position).decide(at);
    }

    @Override
    default ElectionStatus.State publicState() {
        return ElectionStatus.State.WAITING;
    }

    @Override
    default boolean hasCandidacy() {
        return true;
    }

    @Override
    default Step tick(StepContext at) {
        return at.now() >= wakeAt() ? known().look(at) : Step.to(this);
    }

    @Override
    default Step position(QueuePosition told, StepContext at) {
        return known().told(told).decide(at);
    }

    @Override
    default Step predecessorGone(StepContext at) {
        return known().predecessorGone(at);
    }

    /** Of a bid that is not known any more. */
    @Override
    default Step tookLeadership(long sentAt, StepContext at) {
        return Releasing.withoutHolding(at);
    }

    @Override
    default Step leadershipNotTaken(StepContext at) {
        return known().look(at);
    }

    @Override
    default Step unknown(StepContext at) {
        return Step.to(new Watching(known(), Request.again(at).wakeAt()));
    }

    @Override
    default Step gone(StepContext at) {
        return Step.to(new Idle(at.now() + at.timing().retryDelay()));
    }

    @Override
    default Step refused(String why, Throwable cause, StepContext at) {
        return Releasing.afterRefusal(why, cause, at);
    }

    @Override
    default Step failed(String why, Throwable cause, StepContext at) {
        return Releasing.afterRefusal(why, cause, at);
    }

    @Override
    default Step close(StepContext at) {
        return Releasing.leave(AfterDraining.CLOSE, at);
    }
}
