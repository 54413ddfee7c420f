// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import io.baton.spi.Bid;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a waiting candidate knows.
 *
 * @param position what the store told last
 * @param ended when the proofs of the last leader were known to have ended, if this was asked
 * @param ahead the bid that the store was told of for the time when the predecessor has released
 */
public record QueueKnowledge(QueuePosition position, Optional<ProofsEnd> ended, Optional<Bid> ahead) {

    /**
     * No proof for the candidacy that led can succeed after this.
     *
     * @param led that candidacy's order value
     * @param at a moment after its last successful proof
     */
    public record ProofsEnd(long led, long at) {}

    /** The first position of a candidacy. */
    public static QueueKnowledge of(QueuePosition position) {
        return new QueueKnowledge(position, Optional.empty(), Optional.empty());
    }

    /** After the store has told another position. */
    public QueueKnowledge told(QueuePosition newer) {
        return new QueueKnowledge(newer, ended, ahead);
    }

    /** After the predecessor has left: no candidate stands before this one. */
    public QueueKnowledge first() {
        return told(
                new QueuePosition(position.orderValue(), Optional.empty(), position.floor(), position.leaderRecord()));
    }

    /** The last leader's session can prove nothing from now on. */
    public QueueKnowledge afterFence(long now) {
        ProofsEnd end = new ProofsEnd(position.leaderRecord().led(), now);
        return new QueueKnowledge(position, Optional.of(end), Optional.empty());
    }

    /** After the store was told of a bid. */
    public QueueKnowledge withBid(Bid made) {
        return new QueueKnowledge(position, ended, Optional.of(made));
    }

    /** No bid is made ahead any more. */
    public QueueKnowledge withoutBid() {
        return new QueueKnowledge(position, ended, Optional.empty());
    }

    /** Whether the predecessor led when the record was read. */
    public boolean leads(QueuePosition.Predecessor before) {
        LeaderRecord leaderRecord = position.leaderRecord();
        return leaderRecord.led() == before.orderValue() && !leaderRecord.released();
    }

    /** The session of a predecessor that did not lead when the record was read, and may since. */
    public Optional<String> mayLeadNow() {
        return position.predecessor()
                .filter(before -> before.first()
                        && before.orderValue() != position.leaderRecord().led())
                .map(QueuePosition.Predecessor::session);
    }

    /**
     * The earliest moment known to be after the last proof of the last leader.
     *
     * @param seen such a moment, if the end of its session was seen
     */
    public OptionalLong proofsEndedAt(OptionalLong seen) {
        LeaderRecord leaderRecord = position.leaderRecord();
        Optional<ProofsEnd> asked = ended.filter(end -> end.led() == leaderRecord.led());
        if (seen.isPresent() && asked.isPresent()) {
            return OptionalLong.of(Math.min(seen.getAsLong(), asked.get().at()));
        }
        return asked.isPresent() ? OptionalLong.of(asked.get().at()) : seen;
    }

    /** The bid for leadership that rests on this knowledge. */
    public Bid bid(boolean expectsRelease) {
        return new Bid(position.floor(), position.leaderRecord(), expectsRelease, token());
    }

    private long token() {
        return position.orderValue() + position.floor().floor();
    }

    private boolean hasToken() {
        return position.floor().floor() <= Long.MAX_VALUE - position.orderValue();
    }

    /** Whether the token would be greater than the last leader's, and the candidacy is above the floor. */
    public boolean mayBid() {
        return hasToken()
                && token() > position.leaderRecord().token()
                && position.floor().since() <= position.orderValue();
    }

    /** Why no token can be made, for the operator. */
    public String whyNoBid() {
        if (!hasToken()) {
            return "the token floor is " + position.floor().floor() + " and leaves no room for the token of candidacy "
                    + position.orderValue()
                    + ": the floor record was not written by Baton; mend or delete both records";
        }
        return "the next token would be " + token() + ", but "
                + position.leaderRecord().token()
                + " was given out before: the store's numbers have gone backwards (was it restored or replaced?);"
                + " raise the token floor of this election to at least "
                + position.leaderRecord().token();
    }
}
