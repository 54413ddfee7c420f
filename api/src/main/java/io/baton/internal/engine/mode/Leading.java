// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.ElectionStatus;
import io.baton.LossReason;
import io.baton.internal.engine.AfterDraining;
import io.baton.internal.engine.Effect;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.ElectorEffect;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import java.util.Optional;

/**
 * Leads. Held until the deadline, or until something ends it earlier.
 *
 * @param until the deadline
 * @param confirmation when the candidacy is to be looked for because our session's fence was written; nothing
 *     otherwise
 */
record Leading(long until, Optional<CandidacyCheck> confirmation) implements ElectionState {

    /** Leadership was taken by a request sent at the given time: announced if that still counts, otherwise never. */
    static Step begun(long token, long sentAt, StepContext at) {
        long until = sentAt + at.timing().validity();
        if (at.now() >= until) {
            return at.transitions().releasing(AfterDraining.ENTER, at);
        }
        Effect announce = new ElectorEffect.Announce(token, until);
        if (sentAt > at.fencedAt()) {
            return Step.to(new Leading(until, Optional.empty()), announce);
        }
        // It rested on the fence of before: the candidacy may have gone before the new one was written.
        Leading unconfirmed = new Leading(until, Optional.of(CandidacyCheck.asked(at)));
        return Step.to(unconfirmed, announce, new StoreRequest.Confirm());
    }

    @Override
    public ElectionStatus.State publicState() {
        return ElectionStatus.State.LEADING;
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
    public Step tick(StepContext at) {
        if (at.now() >= until) {
            return expired(at);
        }
        return confirmation
                .map(CandidacyCheck::request)
                .filter(request -> request.isDue(at.now()))
                .map(request -> confirm(at).givingUp(request))
                .orElseGet(() -> Step.to(this));
    }

    @Override
    public Step requestSent(StepContext at) {
        return Step.to(new Leading(until, confirmation.map(asked -> asked.sent(at))));
    }

    @Override
    public Step expired(StepContext at) {
        return at.transitions().draining(LossReason.EXPIRED, true, AfterDraining.ENTER, at);
    }

    @Override
    public Step proven(long sentAt, StepContext at) {
        if (at.now() >= until) {
            return expired(at);
        }
        if (!isConfirmed()) {
            // It may rest on the new fence, and the candidacy may have gone before that was written.
            return Step.to(this);
        }
        long later = sentAt + at.timing().validity();
        return later > until
                ? Step.to(new Leading(later, confirmation), new ElectorEffect.Extend(later))
                : Step.to(this);
    }

    @Override
    public Step fenced(StepContext at) {
        return confirmation
                .filter(asked -> asked.request().underWay())
                .map(asked -> Step.to(new Leading(until, Optional.of(asked.fencedAgain()))))
                .orElseGet(() -> confirm(at));
    }

    private Step confirm(StepContext at) {
        return Step.to(new Leading(until, Optional.of(CandidacyCheck.asked(at))), new StoreRequest.Confirm());
    }

    @Override
    public Step confirmed(StepContext at) {
        return confirmation.filter(CandidacyCheck::again).isPresent()
                ? confirm(at)
                : Step.to(new Leading(until, Optional.empty()));
    }

    @Override
    public Step unknown(StepContext at) {
        return Step.to(new Leading(until, confirmation.map(asked -> asked.unknown(at))));
    }

    @Override
    public Step gone(StepContext at) {
        return at.transitions().draining(LossReason.REMOVED, false, AfterDraining.ENTER, at);
    }

    @Override
    public Step sessionEnded(StepContext at) {
        return at.transitions().draining(LossReason.SESSION_LOST, false, AfterDraining.ENTER, at);
    }

    @Override
    public Step failed(String why, Throwable cause, StepContext at) {
        return at.transitions().drainingAfterFailure(why, cause, at);
    }

    @Override
    public Step resign(StepContext at) {
        return at.transitions().draining(LossReason.RESIGNED, true, AfterDraining.ENTER_AFTER_BACKOFF, at);
    }

    @Override
    public Step close(StepContext at) {
        return at.transitions().draining(LossReason.CLOSED, true, AfterDraining.CLOSE, at);
    }
}
