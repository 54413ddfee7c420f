// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.LossReason;
import java.util.Optional;

/**
 * In office. Held until the deadline, or until something ends it earlier.
 *
 * @param until the deadline
 * @param confirmation when the candidacy is to be looked for because our session's fence was written; nothing
 *     otherwise
 */
record Leading(long until, Optional<Confirmation> confirmation) implements ElectionState {

    /** Office was taken by a request sent at the given time: announced if that still counts, otherwise never. */
    static Step begun(long token, long sentAt, Moment at) {
        long until = sentAt + at.timing().validity();
        if (at.now() >= until) {
            return Draining.withoutHolding(at);
        }
        Effect announce = new Effect.Announce(token, until);
        if (sentAt > at.fencedAt()) {
            return Step.to(new Leading(until, Optional.empty()), announce);
        }
        // It rested on the fence of before: the candidacy may have gone before the new one was written.
        Leading unconfirmed = new Leading(until, Optional.of(Confirmation.asked(at)));
        return Step.to(unconfirmed, announce, new Effect.Confirm());
    }

    @Override
    public boolean hasCandidacy() {
        return true;
    }

    @Override
    public boolean leads() {
        return true;
    }

    @Override
    public boolean isConfirmed() {
        return confirmation.isEmpty();
    }

    @Override
    public long wakeAt() {
        return confirmation
                .map(asked -> Math.min(asked.request().wakeAt(), until))
                .orElse(until);
    }

    @Override
    public Step tick(Moment at) {
        if (at.now() >= until) {
            return expired(at);
        }
        return confirmation.filter(asked -> asked.request().isDue(at)).isPresent() ? confirm(at) : Step.to(this);
    }

    @Override
    public Step expired(Moment at) {
        return Draining.after(LossReason.EXPIRED, true, AfterDraining.ENTER, at);
    }

    @Override
    public Step proven(long sentAt, Moment at) {
        if (at.now() >= until) {
            return expired(at);
        }
        if (!isConfirmed()) {
            // It may rest on the new fence, and the candidacy may have gone before that was written.
            return Step.to(this);
        }
        long later = sentAt + at.timing().validity();
        return later > until ? Step.to(new Leading(later, confirmation), new Effect.Extend(later)) : Step.to(this);
    }

    @Override
    public Step fenced(Moment at) {
        return confirmation
                .filter(asked -> asked.request().underWay())
                .map(asked -> Step.to(new Leading(until, Optional.of(asked.fencedAgain()))))
                .orElseGet(() -> confirm(at));
    }

    private Step confirm(Moment at) {
        return Step.to(new Leading(until, Optional.of(Confirmation.asked(at))), new Effect.Confirm());
    }

    @Override
    public Step confirmed(Moment at) {
        return confirmation.filter(Confirmation::again).isPresent()
                ? confirm(at)
                : Step.to(new Leading(until, Optional.empty()));
    }

    @Override
    public Step unknown(Moment at) {
        return Step.to(new Leading(until, confirmation.map(asked -> asked.unknown(at))));
    }

    @Override
    public Step gone(Moment at) {
        return Draining.after(LossReason.REMOVED, false, AfterDraining.ENTER, at);
    }

    @Override
    public Step sessionEnded(Moment at) {
        return Draining.after(LossReason.SESSION_LOST, false, AfterDraining.ENTER, at);
    }

    @Override
    public Step failed(String why, Throwable cause, Moment at) {
        return Draining.afterFailure(why, cause, at);
    }

    @Override
    public Step resign(Moment at) {
        return Draining.after(LossReason.RESIGNED, true, AfterDraining.ENTER_AFTER_BACKOFF, at);
    }

    @Override
    public Step close(Moment at) {
        return Draining.after(LossReason.CLOSED, true, AfterDraining.CLOSE, at);
    }
}
