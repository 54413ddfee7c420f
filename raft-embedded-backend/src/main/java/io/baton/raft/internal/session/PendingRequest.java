// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import java.util.function.BooleanSupplier;

/**
 * A request that waits for its entry.
 *
 * @param wanted whether its caller still waits; otherwise it is not sent, for it would be carried out behind the caller's back
 * @param urgent whether it needs an entry of its own if there is no other; otherwise it waits a moment for company
 * @param patient whether it waits for an entry that goes in any case, instead of a moment
 * @param outcome hears what came of it
 */
public record PendingRequest(
        Request request, BooleanSupplier wanted, BooleanSupplier urgent, boolean patient, Outcome outcome) {

    /** One that goes at once if it is urgent, and soon otherwise. */
    PendingRequest(Request request, BooleanSupplier wanted, BooleanSupplier urgent, Outcome outcome) {
        this(request, wanted, urgent, false, outcome);
    }

    /** One that needs no entry of its own before it is urgent. */
    public static PendingRequest check(
            Request request, BooleanSupplier wanted, BooleanSupplier urgent, Outcome outcome) {
        return new PendingRequest(request, wanted, urgent, true, outcome);
    }

    /** One that goes as soon as it can. */
    public PendingRequest(Request request, BooleanSupplier wanted, Outcome outcome) {
        this(request, wanted, () -> true, outcome);
    }

    /** One that goes as soon as it can, and whose caller learns in another way what came of it. */
    public static PendingRequest untold(Request request, BooleanSupplier wanted) {
        return new PendingRequest(request, wanted, (result, index, sentAt) -> {});
    }

    /** Who hears what came of a request. */
    @FunctionalInterface
    public interface Outcome {

        /**
         * The request was carried out.
         *
         * @param index of the entry
         * @param sentAt the clock's reading from before the entry was sent for the first time
         */
        void is(Result result, long index, long sentAt);
    }
}
