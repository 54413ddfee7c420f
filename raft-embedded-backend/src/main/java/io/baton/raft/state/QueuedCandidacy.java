// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.Candidate;
import io.baton.raft.state.codec.FieldCodec;
import io.baton.raft.state.request.Request;
import java.util.Optional;

/** One place in one queue. */
final class QueuedCandidacy {

    private static final int MOST_BYTES_BESIDES = 32;

    final Session session;
    final long tag;
    final Election election;
    final long orderValue;
    final Candidate candidate;

    /** How long the part of an answer that names this candidate is, at most. */
    final int bytes;

    /** The index of the last entry that changed who is next before it, or whether that one leads. */
    long changedAt;

    /** The bid that it has made ahead and that was not carried out so far. */
    Optional<Request.BidAhead> ahead = Optional.empty();

    /** The number of the bid made ahead by which it leads, or 0. */
    long leadsByBid;

    QueuedCandidacy(Session session, Request.Enter request, Election election, long orderValue) {
        this.session = session;
        this.tag = request.tag();
        this.election = election;
        this.orderValue = orderValue;
        this.candidate = request.candidate();
        this.bytes = FieldCodec.bytes(candidate) + MOST_BYTES_BESIDES;
        this.changedAt = orderValue;
    }

    /** The entry has changed who is next before this candidacy, or whether that one leads. */
    void moved(Affected affected) {
        changedAt = affected.index();
        affected.session(session.id);
    }
}
