// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.candidacy;

import io.baton.raft.internal.session.EntryBatcher;
import io.baton.raft.internal.session.OpenSession;
import io.baton.raft.internal.session.PendingRequest;
import io.baton.raft.state.request.Request;
import io.baton.spi.Bid;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** The requests by which a candidacy becomes the leader: ahead of its turn, and when its turn has come. For the strand only. */
final class LeadershipRequests {

    private final OpenSession session;
    private final PreparedBid ahead = new PreparedBid();

    LeadershipRequests(OpenSession session) {
        this.session = session;
    }

    /**
     * Sends a bid ahead of the turn. What has come of it is told when the turn has come.
     *
     * @param wanted whether the candidacy still stands
     */
    void sendAhead(long tag, Bid bid, BooleanSupplier wanted) {
        Optional<EntryBatcher> entries = session.opened();
        if (entries.isEmpty()) {
            return;
        }
        Optional<Request> request = ahead.make(tag, bid, entries.get().fence());
        if (request.isPresent()) {
            entries.get()
                    .send(PendingRequest.untold(
                            request.get(), () -> wanted.getAsBoolean() && ahead.isLast(request.get())));
        }
    }

    /** The group says by which bid the candidacy leads; 0 if by none. */
    void heard(long leadsByBid) {
        ahead.heard(leadsByBid);
    }

    /** When the session was last proven, if the candidacy leads by that bid, which was sent ahead. */
    OptionalLong provenAt(Bid bid) {
        Optional<EntryBatcher> entries = session.opened();
        return entries.isPresent()
                ? ahead.tookLeadership(bid, entries.get().fence(), entries.get().provenAt())
                : OptionalLong.empty();
    }

    /** The request that is sent when the turn has come. */
    Request takeLeadership(long tag, Bid bid) {
        long fence = session.opened().map(EntryBatcher::fence).orElse(0L);
        Request.ExpectedLeaderRecord leaderRecord =
                new Request.ExpectedLeaderRecord(bid.seen().led(), bid.seen().version(), bid.expectsRelease());
        return new Request.TakeLeadership(tag, fence, bid.floor().version(), leaderRecord, bid.token());
    }
}
