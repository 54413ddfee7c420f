// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.LossReason;
import io.baton.spi.Bid;
import io.baton.spi.FloorRecord;

/** What the engine orders. Effects of one step are carried out in their order. */
public sealed interface Effect {

    /** Whether it only tells the application something, and asks nothing of the store. */
    default boolean onlyTells() {
        return this instanceof End
                || this instanceof ReportRefusal
                || this instanceof ReportUndrained
                || this instanceof ReportLeft
                || this instanceof Finish;
    }

    /** Enter the queue with a new candidacy. */
    record Enter() implements Effect {}

    /** Ask the store where the candidacy stands. */
    record Look() implements Effect {}

    /** Raise the recorded validity to our own. */
    record RaiseValidity(FloorRecord read, long validity) implements Effect {}

    /** End the proofs of another session. */
    record Fence(String session) implements Effect {}

    /** Try to take office. */
    record TakeOffice(Bid bid) implements Effect {}

    /** Say with which bid office will be taken once the predecessor has released. Not answered. */
    record BidAhead(Bid bid) implements Effect {}

    /** Find out whether the candidacy still exists. */
    record Confirm() implements Effect {}

    /** Leave the queue, with a note if office was taken. */
    record Release() implements Effect {}

    /** A leadership begins: held until the given time, then announced. */
    record Announce(long token, long until) implements Effect {}

    /** The leadership is held for longer. */
    record Extend(long until) implements Effect {}

    /** The leadership is not held any more from this moment: cancel its work, and tell when that has ended. */
    record End(LossReason reason) implements Effect {}

    /** Tell that work goes on after the drain timeout, and what happens to the place. */
    record ReportUndrained(boolean placeIsKept) implements Effect {}

    /** Tell the application that the store refuses. */
    record ReportRefusal(String why, Throwable cause) implements Effect {}

    /** The place was released although work goes on. */
    record ReportLeft() implements Effect {}

    /** The elector has left the election for good. */
    record Finish() implements Effect {}
}
