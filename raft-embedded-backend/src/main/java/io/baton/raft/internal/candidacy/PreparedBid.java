// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.candidacy;

import io.baton.raft.state.request.Request;
import io.baton.spi.Bid;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The bid that a candidacy has made ahead, and whether the group has carried it out. That it has is a fact of the log, whichever member
 * tells it; whether a leadership can rest on it is a question of the session's own proofs. For the strand only.
 *
 * <p>Why proofs from before it was known suffice: the group has carried the bid out while the session's fence was the one that
 * the bid names. As long as this session knows no later one, each of its proofs was in the log before a later one was written,
 * so the next leader after it waits for all of them.
 */
final class PreparedBid {

    private long numbers;
    private Optional<Made> last = Optional.empty();
    private long carriedOut;

    private record Made(long number, Bid bid, long fence) {}

    /** The request to be sent for a bid; nothing if it was the last one, too. */
    Optional<Request> make(long tag, Bid bid, long fence) {
        if (last.filter(made -> made.bid.equals(bid) && made.fence == fence).isPresent()) {
            return Optional.empty();
        }
        long number = ++numbers;
        last = Optional.of(new Made(number, bid, fence));
        return Optional.of(new Request.BidAhead(
                tag, number, fence, bid.floor().version(), bid.seen().led(), bid.token()));
    }

    /** Whether the request that was made last is that one. */
    boolean isLast(Request request) {
        return request instanceof Request.BidAhead ahead
                && last.filter(made -> made.number == ahead.bid()).isPresent();
    }

    /** The group says by which bid the candidacy leads; 0 if by none. */
    void heard(long leadsByBid) {
        carriedOut = Math.max(carriedOut, leadsByBid);
    }

    /**
     * When the session was last proven, if the candidacy leads by that bid.
     *
     * @param fence what the session knows as its fence
     * @param provenAt when it was last proven by it
     */
    OptionalLong tookLeadership(Bid bid, long fence, OptionalLong provenAt) {
        return last.filter(made -> made.number == carriedOut && made.bid.equals(bid) && made.fence == fence)
                        .isPresent()
                ? provenAt
                : OptionalLong.empty();
    }
}
