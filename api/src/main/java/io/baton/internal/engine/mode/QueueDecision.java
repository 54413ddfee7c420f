// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.AfterDraining;
import io.baton.internal.engine.QueueKnowledge;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.StoreRequest;
import io.baton.spi.Bid;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import java.util.OptionalLong;

/** What a waiting candidate does next, from what it knows of the queue. */
record QueueDecision(QueueKnowledge known, StepContext at) {

    /** The first position of a candidacy. */
    static Step first(QueuePosition position, StepContext at) {
        return new QueueDecision(QueueKnowledge.of(position), at).decide();
    }

    /** Asks where the candidacy stands. */
    Step look() {
        return ask(new StoreRequest.Look());
    }

    private Step ask(StoreRequest request) {
        return at.transitions().asking(known, request, at);
    }

    /** What follows from a position that the store has just told. */
    Step decide() {
        QueuePosition position = known.position();
        if (position.floor().validityNanos() < at.timing().validity()) {
            return ask(
                    new StoreRequest.RaiseValidity(position.floor(), at.timing().validity()));
        }
        return position.predecessor().map(this::bidAhead).orElseGet(this::turn);
    }

    /** So that the release of the predecessor can make this candidate the leader. */
    private Step bidAhead(QueuePosition.Predecessor before) {
        if (!before.first() || !known.leads(before) || !known.mayBid()) {
            return at.transitions().watching(known.withoutBid(), at.nextCheck());
        }
        Bid made = known.bid(true);
        return at.transitions().watching(known.withBid(made), at.nextCheck(), new StoreRequest.BidAhead(made));
    }

    /** The predecessor is gone. */
    Step predecessorGone() {
        QueuePosition position = known.position();
        if (position.predecessor().isEmpty() || !position.predecessor().get().first()) {
            return look();
        }
        QueueDecision first = new QueueDecision(known.first(), at);
        return known.leads(position.predecessor().get()) && first.known.mayBid()
                ? first.take(first.known.bid(true))
                : first.turn();
    }

    /** No candidate stands before this one. */
    Step turn() {
        QueuePosition position = known.position();
        LeaderRecord leaderRecord = position.leaderRecord();
        if (leaderRecord.led() == position.orderValue() && !leaderRecord.released()) {
            return known.ahead()
                    .filter(made -> made.token() == leaderRecord.token())
                    .map(this::take)
                    .orElseGet(this::leave);
        }
        if (position.floor().since() > position.orderValue()) {
            return leave();
        }
        if (!known.mayBid()) {
            String why = known.whyNoBid();
            return at.transitions().releasingAfterRefusal(why, new IllegalStateException(why), at);
        }
        return leaderRecord.released() ? take(known.bid(false)) : succeed();
    }

    private Step leave() {
        return at.transitions().releasing(AfterDraining.ENTER, at);
    }

    /** The last leader has not released: its proofs have to end, then the validity of the last one has to pass. */
    private Step succeed() {
        String leader = known.position().leaderRecord().session();
        OptionalLong end = known.proofsEndedAt(at.ends().proofsEndedBy(leader));
        if (end.isEmpty()) {
            return ask(new StoreRequest.Fence(leader));
        }
        long ready =
                end.getAsLong() + at.timing().waitFor(known.position().floor().validityNanos());
        return at.now() >= ready ? take(known.bid(false)) : at.transitions().postponed(known.withoutBid(), ready);
    }

    /** A bid that was made ahead is not made again, whatever the store answers. */
    Step take(Bid made) {
        return at.transitions().takingLeadership(known.withoutBid(), made, at);
    }
}
