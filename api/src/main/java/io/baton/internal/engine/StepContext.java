// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.LossReason;
import io.baton.spi.Bid;
import java.util.OptionalLong;

/**
 * What a state may know besides its input.
 *
 * @param now the time
 * @param timing the election's durations
 * @param sessionOpen whether this process has a session to enter with
 * @param fencedAt when it was last heard that our session's fence was written; {@link Long#MIN_VALUE} if never
 * @param ends what has been seen of other sessions' ends
 * @param jitter a number from 0 to 1, different in each process, for what must not happen everywhere at once
 * @param transitions leads to every other mode
 */
public record StepContext(
        long now,
        Timing timing,
        boolean sessionOpen,
        long fencedAt,
        SessionEnds ends,
        double jitter,
        Transitions transitions) {

    /** When a waiting candidate that hears nothing makes sure next that no event was lost. */
    public long nextCheck() {
        return now + (long) (timing.leaseDuration() * (1 + jitter / 4));
    }

    /** A request that is to be sent when its turn comes. */
    public RequestTimer requestOrdered() {
        return RequestTimer.ordered();
    }

    /** A request that is sent now. */
    public RequestTimer requestSent() {
        return RequestTimer.sent(now, timing.requestTimeout());
    }

    /** A request to be made soon, because the outcome of the last is unknown. */
    public RequestTimer requestAgain() {
        return RequestTimer.next(now + timing.retryDelay());
    }

    /** A request to be made later, because the last was refused. */
    public RequestTimer requestAfterRefusal() {
        return RequestTimer.next(now + timing.refusalDelay());
    }

    /** The same request, but later if it is due: the tick that was to make it may be what has failed. */
    public RequestTimer afterFailure(RequestTimer request) {
        return request.afterFailure(now, timing.refusalDelay());
    }

    /** Leads to another mode, so that no mode has to know its successors. Each answer is a step into the mode that names it. */
    public interface Transitions {

        /** Out of the queue; enters again at the given time at the earliest. */
        Step idle(long notBefore);

        /** Enters the queue with a new candidacy. */
        Step entering(StepContext at);

        /** In the queue, and waits for an event; the requests expect no answer. */
        Step watching(QueueKnowledge known, long wakeAt, StoreRequest... requests);

        /** In the queue, and waits for the answer to the request. */
        Step asking(QueueKnowledge known, StoreRequest request, StepContext at);

        /** In the queue; asks again soon, because the outcome of the last request is unknown. */
        Step retrying(QueueKnowledge known, StepContext at);

        /** In the queue, and waits for the answer to the bid. */
        Step takingLeadership(QueueKnowledge known, Bid bid, StepContext at);

        /** First in the queue, and waits until the given time. */
        Step postponed(QueueKnowledge known, long wakeAt);

        /** Leadership was taken by a request sent at the given time: announced if that still counts, otherwise never. */
        Step leading(long token, long sentAt, StepContext at);

        /** A leadership has ended. */
        Step draining(LossReason reason, boolean inStore, AfterDraining then, StepContext at);

        /** A leadership ends because its requests cannot be carried out here. */
        Step drainingAfterFailure(String why, Throwable cause, StepContext at);

        /** The place does not wait for the work that goes on: it is released. */
        Step undrained(AfterDraining then, StepContext at);

        /** No work runs: the candidacy leaves the queue. */
        Step releasing(AfterDraining then, StepContext at);

        /** The same, with a release that was sent before. */
        Step releasing(RequestTimer underWay, AfterDraining then);

        /** The candidacy leaves the queue because the store refuses. */
        Step releasingAfterRefusal(String why, Throwable cause, StepContext at);

        /** There is neither work nor a candidacy any more. */
        Step follow(AfterDraining then, StepContext at);

        /** Has left the election for good. */
        Step closed();
    }

    /** What has been seen of the ends of other sessions. */
    @FunctionalInterface
    public interface SessionEnds {

        /**
         * A moment by which the proofs of the given session had ended, if the session was watched and its end was seen: its
         * last heartbeat or the moment from which it was watched, whichever is later.
         */
        OptionalLong proofsEndedBy(String session);
    }
}
