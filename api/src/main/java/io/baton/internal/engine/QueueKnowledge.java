// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.spi.Bid;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a waiting candidate knows, and what it decides from that.
 *
 * @param position what the store told last
 * @param ended when the proofs of the last leader were known to have ended, if this was asked
 * @param ahead the bid that the store was told of for the time when the predecessor has released
 */
record QueueKnowledge(QueuePosition position, Optional<ProofsEnd> ended, Optional<Bid> ahead) {

    /**
     * No proof for the candidacy that led can succeed after this.
     *
     * @param led that candidacy's order value
     * @param at a moment after its last successful proof
     */
    record ProofsEnd(long led, long at) {}

    /** The first position of a candidacy. */
    static QueueKnowledge of(QueuePosition position) {
        return new QueueKnowledge(position, Optional.empty(), Optional.empty());
    }

    QueueKnowledge told(QueuePosition newer) {
        return new QueueKnowledge(newer, ended, ahead);
    }

    /** The last leader's session can prove nothing from now on. */
    QueueKnowledge afterFence(StepContext at) {
        ProofsEnd end = new ProofsEnd(position.office().led(), at.now());
        return new QueueKnowledge(position, Optional.of(end), Optional.empty());
    }

    private QueueKnowledge withBid(Optional<Bid> made) {
        return new QueueKnowledge(position, ended, made);
    }

    /** Asks where the candidacy stands. */
    Step look(StepContext at) {
        return ask(at, new StoreRequest.Look());
    }

    private Step ask(StepContext at, StoreRequest request) {
        return Step.to(new Asking(this, Request.sent(at).wakeAt(), false, Optional.empty()), request);
    }

    /** What follows from a position that the store has just told. */
    Step decide(StepContext at) {
        if (position.floor().validityNanos() < at.timing().validity()) {
            return ask(
                    at,
                    new StoreRequest.RaiseValidity(position.floor(), at.timing().validity()));
        }
        return position.predecessor().map(before -> bidAhead(before, at)).orElseGet(() -> turn(at));
    }

    /** So that the release of the predecessor can put this candidate in office. */
    private Step bidAhead(QueuePosition.Predecessor before, StepContext at) {
        if (!before.first() || !leads(before) || !mayBid()) {
            return Step.to(new Watching(withBid(Optional.empty()), at.nextLook()));
        }
        Bid made = bid(true);
        return Step.to(new Watching(withBid(Optional.of(made)), at.nextLook()), new StoreRequest.BidAhead(made));
    }

    private boolean leads(QueuePosition.Predecessor before) {
        LeaderRecord office = position.office();
        return office.led() == before.orderValue() && !office.released();
    }

    /** The predecessor is gone. */
    Step predecessorGone(StepContext at) {
        Optional<QueuePosition.Predecessor> before = position.predecessor();
        if (before.isEmpty() || !before.get().first()) {
            return look(at);
        }
        QueueKnowledge first =
                told(new QueuePosition(position.orderValue(), Optional.empty(), position.floor(), position.office()));
        return leads(before.get()) && first.mayBid() ? first.take(first.bid(true), at) : first.turn(at);
    }

    /** Whether the predecessor was not in office when the record was read, and may be since, in the given session. */
    boolean mayLeadNow(String session) {
        return position.predecessor()
                .filter(before -> before.first()
                        && before.session().equals(session)
                        && before.orderValue() != position.office().led())
                .isPresent();
    }

    /** No candidate stands before this one. */
    Step turn(StepContext at) {
        LeaderRecord office = position.office();
        if (office.led() == position.orderValue() && !office.released()) {
            return ahead.filter(made -> made.token() == office.token())
                    .map(made -> take(made, at))
                    .orElseGet(() -> Releasing.withoutHolding(at));
        }
        if (position.floor().since() > position.orderValue()) {
            return Releasing.leave(AfterDraining.ENTER, at);
        }
        if (!mayBid()) {
            String why = whyNot();
            return Releasing.afterRefusal(why, new IllegalStateException(why), at);
        }
        return office.released() ? take(bid(false), at) : succeed(at);
    }

    /** The last leader has not released: its proofs have to end, then the validity of the last one has to pass. */
    private Step succeed(StepContext at) {
        OptionalLong end = proofsEndedAt(at);
        if (end.isEmpty()) {
            return ask(at, new StoreRequest.Fence(position.office().session()));
        }
        long ready = end.getAsLong() + at.timing().waitFor(position.floor().validityNanos());
        return at.now() >= ready ? take(bid(false), at) : Step.to(new Postponed(withBid(Optional.empty()), ready));
    }

    /** The earliest moment known to be after the last proof of the last leader. */
    private OptionalLong proofsEndedAt(StepContext at) {
        LeaderRecord office = position.office();
        OptionalLong seen = at.ends().lastHeartbeat(office.session());
        Optional<ProofsEnd> asked = ended.filter(end -> end.led() == office.led());
        if (seen.isPresent() && asked.isPresent()) {
            return OptionalLong.of(Math.min(seen.getAsLong(), asked.get().at()));
        }
        return asked.isPresent() ? OptionalLong.of(asked.get().at()) : seen;
    }

    /** Whatever comes of it, a bid that was made ahead is not made again. */
    private Step take(Bid made, StepContext at) {
        return Step.to(
                new Asking(withBid(Optional.empty()), Request.sent(at).wakeAt(), false, Optional.of(made)),
                new StoreRequest.TakeOffice(made));
    }

    private Bid bid(boolean expectsRelease) {
        return new Bid(position.floor(), position.office(), expectsRelease, token());
    }

    private long token() {
        return position.orderValue() + position.floor().floor();
    }

    private boolean hasToken() {
        return position.floor().floor() <= Long.MAX_VALUE - position.orderValue();
    }

    /** Whether the token would be greater than the last leader's, and the candidacy is above the floor. */
    private boolean mayBid() {
        return hasToken()
                && token() > position.office().token()
                && position.floor().since() <= position.orderValue();
    }

    private String whyNot() {
        if (!hasToken()) {
            return "the token floor is " + position.floor().floor() + " and leaves no room for the token of candidacy "
                    + position.orderValue()
                    + ": the floor record was not written by Baton; mend or delete both records";
        }
        return "the next token would be " + token() + ", but "
                + position.office().token()
                + " was given out before: the store's numbers have gone backwards (was it restored or replaced?);"
                + " raise the token floor of this election to at least "
                + position.office().token();
    }
}
