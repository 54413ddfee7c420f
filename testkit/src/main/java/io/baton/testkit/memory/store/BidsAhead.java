// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.store;

import io.baton.spi.Bid;
import io.baton.spi.LeaderRecord;
import io.baton.testkit.memory.store.StoreRequest.Outcome;
import io.baton.testkit.memory.store.StoreRequest.Proof;

/** Keeps the bids that candidacies make ahead, and carries one out with the release of the leader before it. */
final class BidsAhead {

    private BidsAhead() {}

    /** Keeps a bid, in place of an earlier one of the same candidacy, if leadership could be taken with it but for the release. */
    static Proof keep(StoreState store, StoreRequest.BidAhead request) {
        StoredCandidacy candidacy = store.candidacy(request.session(), request.tag());
        if (candidacy == null) {
            return new Proof(Outcome.GONE, request.fence());
        }
        candidacy.ahead = null;
        long fence = candidacy.session.fence;
        if (fence != request.fence()) {
            return new Proof(Outcome.FENCED, fence);
        }
        Bid bid = request.bid();
        StoredElection election = candidacy.election;
        if (election.floor.version() != bid.floor().version()
                || election.leaderRecord.version() != bid.seen().version()) {
            return new Proof(Outcome.CHANGED, fence);
        }
        candidacy.ahead = request;
        store.sign(candidacy.session);
        return new Proof(Outcome.DONE, fence);
    }

    /**
     * The leader has released, and leaves the queue in the same moment.
     *
     * @param before the leader record before the release
     */
    static void carryOut(StoreState store, StoredCandidacy leader, LeaderRecord before) {
        StoredElection election = leader.election;
        StoredCandidacy next = election.after(leader.orderValue);
        StoreRequest.BidAhead ahead = next == null ? null : next.ahead;
        if (next == null || ahead == null || ahead.fence() != next.session.fence) {
            return;
        }
        Bid bid = ahead.bid();
        if (bid.floor().version() == election.floor.version()
                && bid.seen().version() == before.version()
                && bid.seen().led() == before.led()) {
            election.takeLeadership(next, bid.token(), store.nextOrderValue());
            next.session.tell(StoreEvent.Kind.BID_CARRIED_OUT, next.tag, ahead.number());
        }
    }
}
