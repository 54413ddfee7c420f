// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.spi.Bid;
import io.baton.spi.Candidacy;
import io.baton.spi.FloorRecord;

/** What is asked of the store about one candidacy. Those that are answered go out one at a time. */
public sealed interface StoreRequest extends Effect {

    /** Hands the request to the backend. */
    void sendTo(Candidacy candidacy);

    @Override
    default boolean onlyTells() {
        return false;
    }

    /** When it is sent if others wait, too. */
    default RequestPriority priority() {
        return RequestPriority.USUAL;
    }

    /** Whether an answer is expected. */
    default boolean isAnswered() {
        return true;
    }

    /** Ask the store where the candidacy stands. */
    record Look() implements StoreRequest {
        @Override
        public void sendTo(Candidacy candidacy) {
            candidacy.look();
        }
    }

    /** Make sure that no event was lost. */
    record Check() implements StoreRequest {
        @Override
        public void sendTo(Candidacy candidacy) {
            candidacy.check();
        }

        @Override
        public boolean isAnswered() {
            return false;
        }
    }

    /** Raise the recorded validity to our own. */
    record RaiseValidity(FloorRecord read, long validity) implements StoreRequest {
        @Override
        public void sendTo(Candidacy candidacy) {
            candidacy.raiseValidity(read, validity);
        }
    }

    /** End the proofs of another session. */
    record Fence(String session) implements StoreRequest {
        @Override
        public void sendTo(Candidacy candidacy) {
            candidacy.fence(session);
        }
    }

    /** Try to take leadership. */
    record TakeLeadership(Bid bid) implements StoreRequest {
        @Override
        public void sendTo(Candidacy candidacy) {
            candidacy.takeLeadership(bid);
        }
    }

    /** Say with which bid leadership will be taken once the predecessor has released. */
    record BidAhead(Bid bid) implements StoreRequest {
        @Override
        public void sendTo(Candidacy candidacy) {
            candidacy.bidAhead(bid);
        }

        @Override
        public boolean isAnswered() {
            return false;
        }
    }

    /** Find out whether the candidacy still exists. */
    record Confirm() implements StoreRequest {
        @Override
        public void sendTo(Candidacy candidacy) {
            candidacy.confirm();
        }

        @Override
        public RequestPriority priority() {
            return RequestPriority.PROOF;
        }
    }

    /** Leave the queue, with a note if leadership was taken. */
    record Release() implements StoreRequest {
        @Override
        public void sendTo(Candidacy candidacy) {
            candidacy.release();
        }

        @Override
        public RequestPriority priority() {
            return RequestPriority.RELEASE;
        }
    }
}
