// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.ElectionStatus;
import io.baton.internal.engine.AfterDraining;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.spi.Bid;
import io.baton.spi.QueuePosition;

/** In the queue. One class for each thing that is waited for. */
interface Waiting extends ElectionState {

    /** What is known of the queue. */
    QueueKnowledge known();

    /** What follows from that. */
    default QueueDecision decision(StepContext at) {
        return new QueueDecision(known(), at);
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
    default Step position(QueuePosition told, StepContext at) {
        return new QueueDecision(known().told(told), at).decide();
    }

    /** The answer that is awaited tells, or none is needed. */
    @Override
    default Step positionChanged(StepContext at) {
        return Step.to(this);
    }

    @Override
    default Step predecessorGone(StepContext at) {
        return decision(at).predecessorGone();
    }

    /** Of a bid that is not known any more. */
    @Override
    default Step tookLeadership(long sentAt, StepContext at) {
        return at.transitions().releasing(AfterDraining.ENTER, at);
    }

    /** Of a position that may not be so any more. */
    @Override
    default Step bidStands(StepContext at) {
        return Step.to(this);
    }

    /**
     * Whatever is asked or waited for meanwhile: this candidacy is in the leader record. The store is asked once more if the leadership could end
     * before its next proof.
     */
    @Override
    default Step bidCarriedOut(Bid bid, long sentAt, StepContext at) {
        return isProvenLately(sentAt, at)
                ? at.transitions().leading(bid.token(), sentAt, at)
                : decision(at).take(bid);
    }

    /** Proofs are a third of the validity apart. */
    static boolean isProvenLately(long sentAt, StepContext at) {
        return at.now() - sentAt < at.timing().validity() / 2;
    }

    @Override
    default Step leadershipNotTaken(StepContext at) {
        return decision(at).look();
    }

    @Override
    default Step unknown(StepContext at) {
        return at.transitions().retrying(known(), at);
    }

    @Override
    default Step gone(StepContext at) {
        return at.transitions().idle(at.now() + at.timing().retryDelay());
    }

    @Override
    default Step refused(String why, Throwable cause, StepContext at) {
        return at.transitions().releasingAfterRefusal(why, cause, at);
    }

    @Override
    default Step failed(String why, Throwable cause, StepContext at) {
        return at.transitions().releasingAfterRefusal(why, cause, at);
    }

    @Override
    default Step close(StepContext at) {
        return at.transitions().releasing(AfterDraining.CLOSE, at);
    }
}
