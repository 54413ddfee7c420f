// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.spi.Bid;
import io.baton.spi.OfficeRecord;
import io.baton.spi.Standing;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * In the queue.
 *
 * @param standing what the store told last
 * @param next what is waited for
 * @param wakeAt when the answer is given up, or when {@code next} is due
 * @param ended when the proofs of the last leader were known to have ended, if this was asked
 * @param missed whether the predecessor went while an answer was awaited that may not know of it
 * @param bid the bid for office that is under way, if the answer awaited is to one
 * @param ahead the bid that the store was told of for the time when the predecessor has released
 */
record Waiting(
        Standing standing,
        Next next,
        long wakeAt,
        Optional<ProofsEnd> ended,
        boolean missed,
        Optional<Bid> bid,
        Optional<Bid> ahead)
        implements ElectionState {

    /** What a waiting candidate waits for. */
    enum Next {
        /** The answer to a request. */
        ANSWER,
        /** The time to look again, or an event before it. */
        LOOK,
        /** The time from which office may be taken. */
        TURN
    }

    /**
     * No proof for the candidacy that led can succeed after this.
     *
     * @param led that candidacy's order value
     * @param at a moment after its last successful proof
     */
    record ProofsEnd(long led, long at) {}

    /** The first standing of a candidacy. */
    static Step consider(Standing standing, Moment at) {
        return idle(standing, at.nextLook(), Optional.empty(), Optional.empty()).decide(at);
    }

    /** Nothing is under way. */
    private static Waiting idle(Standing standing, long wakeAt, Optional<ProofsEnd> ended, Optional<Bid> ahead) {
        return new Waiting(standing, Next.LOOK, wakeAt, ended, false, Optional.empty(), ahead);
    }

    @Override
    public boolean hasCandidacy() {
        return true;
    }

    @Override
    public Step tick(Moment at) {
        if (next == Next.TURN) {
            return turn(at);
        }
        return at.now() >= wakeAt ? look(at) : Step.to(this);
    }

    @Override
    public Step standing(Standing told, Moment at) {
        if (missed && told.predecessor().isPresent()) {
            return idle(told, wakeAt, ended, ahead).look(at);
        }
        return idle(told, at.nextLook(), ended, ahead).decide(at);
    }

    @Override
    public Step predecessorGone(Moment at) {
        if (next == Next.ANSWER) {
            return Step.to(new Waiting(standing, next, wakeAt, ended, true, bid, ahead));
        }
        Optional<Standing.Predecessor> before = standing.predecessor();
        if (before.isEmpty() || !before.get().first()) {
            return look(at);
        }
        boolean itLed = leads(before.get());
        Standing first = new Standing(standing.orderValue(), Optional.empty(), standing.floor(), standing.office());
        Waiting me = idle(first, wakeAt, ended, ahead);
        return itLed && me.mayBid() ? me.take(me.bid(true), at) : me.turn(at);
    }

    private boolean leads(Standing.Predecessor before) {
        OfficeRecord office = standing.office();
        return office.led() == before.orderValue() && !office.released();
    }

    /** A predecessor that was first but not in office when we read the record may be in office since: then we want to know. */
    @Override
    public Step signOfLife(String session, Moment at) {
        boolean mayLead = standing.predecessor()
                .filter(before -> before.first()
                        && before.session().equals(session)
                        && before.orderValue() != standing.office().led())
                .isPresent();
        return mayLead && next == Next.LOOK ? look(at) : Step.to(this);
    }

    @Override
    public Step proofsEnded(String session, Moment at) {
        if (next != Next.ANSWER || !session.equals(standing.office().session())) {
            return Step.to(this);
        }
        ProofsEnd end = new ProofsEnd(standing.office().led(), at.now());
        return idle(standing, at.now(), Optional.of(end), Optional.empty()).turn(at);
    }

    @Override
    public Step inOffice(long sentAt, Moment at) {
        return bid.map(made -> Leading.begun(made.token(), sentAt, at)).orElseGet(() -> Draining.withoutHolding(at));
    }

    @Override
    public Step notInOffice(Moment at) {
        return look(at);
    }

    @Override
    public Step unknown(Moment at) {
        return Step.to(idle(standing, Request.again(at).wakeAt(), ended, ahead));
    }

    @Override
    public Step gone(Moment at) {
        return Step.to(new Idle(at.now() + at.timing().retryDelay()));
    }

    @Override
    public Step refused(String why, Throwable cause, Moment at) {
        return Draining.afterRefusal(why, cause, at);
    }

    @Override
    public Step failed(String why, Throwable cause, Moment at) {
        return Draining.afterRefusal(why, cause, at);
    }

    @Override
    public Step close(Moment at) {
        return Draining.leave(AfterDraining.CLOSE, at);
    }

    private Step decide(Moment at) {
        if (standing.floor().validityNanos() < at.timing().validity()) {
            return ask(
                    at, new Effect.RaiseValidity(standing.floor(), at.timing().validity()));
        }
        return standing.predecessor().map(this::bidAhead).orElseGet(() -> turn(at));
    }

    /** So that the release of the one before us can put us in office. */
    private Step bidAhead(Standing.Predecessor before) {
        if (!before.first() || !leads(before) || !mayBid()) {
            return Step.to(idle(standing, wakeAt, ended, Optional.empty()));
        }
        Bid made = bid(true);
        return Step.to(idle(standing, wakeAt, ended, Optional.of(made)), new Effect.BidAhead(made));
    }

    /** No candidate stands before us. */
    private Step turn(Moment at) {
        OfficeRecord office = standing.office();
        if (office.led() == standing.orderValue() && !office.released()) {
            return ahead.filter(made -> made.token() == office.token())
                    .map(made -> take(made, at))
                    .orElseGet(() -> Draining.withoutHolding(at));
        }
        if (standing.floor().since() > standing.orderValue()) {
            return Draining.leave(AfterDraining.ENTER, at);
        }
        if (!mayBid()) {
            String why = whyNot();
            return Draining.afterRefusal(why, new IllegalStateException(why), at);
        }
        if (office.released()) {
            return take(bid(false), at);
        }
        OptionalLong end = proofsEndedAt(at);
        if (end.isEmpty()) {
            return ask(at, new Effect.Fence(office.session()));
        }
        long ready = end.getAsLong() + at.timing().waitFor(standing.floor().validityNanos());
        return at.now() >= ready
                ? take(bid(false), at)
                : Step.to(new Waiting(standing, Next.TURN, ready, ended, false, Optional.empty(), Optional.empty()));
    }

    /** The earliest moment known to be after the last proof of the one who led. */
    private OptionalLong proofsEndedAt(Moment at) {
        OfficeRecord office = standing.office();
        OptionalLong seen = at.ends().lastSign(office.session());
        Optional<ProofsEnd> asked = ended.filter(end -> end.led() == office.led());
        if (seen.isPresent() && asked.isPresent()) {
            return OptionalLong.of(Math.min(seen.getAsLong(), asked.get().at()));
        }
        return asked.isPresent() ? OptionalLong.of(asked.get().at()) : seen;
    }

    private Bid bid(boolean expectsRelease) {
        return new Bid(standing.floor(), standing.office(), expectsRelease, token());
    }

    /** Whatever comes of it, a bid that was made ahead is not made again. */
    private Step take(Bid made, Moment at) {
        long until = Request.sent(at).wakeAt();
        return Step.to(
                new Waiting(standing, Next.ANSWER, until, ended, false, Optional.of(made), Optional.empty()),
                new Effect.TakeOffice(made));
    }

    private Step look(Moment at) {
        return ask(at, new Effect.Look());
    }

    private Step ask(Moment at, Effect request) {
        long until = Request.sent(at).wakeAt();
        return Step.to(new Waiting(standing, Next.ANSWER, until, ended, false, Optional.empty(), ahead), request);
    }

    private long token() {
        return standing.orderValue() + standing.floor().floor();
    }

    private boolean hasToken() {
        return standing.floor().floor() <= Long.MAX_VALUE - standing.orderValue();
    }

    /** Whether our token would be greater than the last leader's, and our candidacy is above the floor. */
    private boolean mayBid() {
        return hasToken()
                && token() > standing.office().token()
                && standing.floor().since() <= standing.orderValue();
    }

    private String whyNot() {
        if (!hasToken()) {
            return "the token floor is " + standing.floor().floor() + " and leaves no room for the token of candidacy "
                    + standing.orderValue()
                    + ": the floor record was not written by Baton; mend or delete both records";
        }
        return "the next token would be " + token() + ", but "
                + standing.office().token()
                + " was given out before: the store's numbers have gone backwards (was it restored or replaced?);"
                + " raise the token floor of this election to at least "
                + standing.office().token();
    }
}
