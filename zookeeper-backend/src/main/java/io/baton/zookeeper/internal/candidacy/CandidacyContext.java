// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.candidacy;

import io.baton.zookeeper.internal.bid.ReceivedBids;
import io.baton.zookeeper.internal.bid.SentBids;
import io.baton.zookeeper.internal.session.OpenSession;

/** What all candidacies of one session share. */
public record CandidacyContext(
        OpenSession session, PositionChecks positionChecks, SentBids sentBids, ReceivedBids receivedBids) {

    /** Of a session without candidacies. */
    public static CandidacyContext of(OpenSession session) {
        return new CandidacyContext(
                session, new PositionChecks(session.link()), new SentBids(session), new ReceivedBids(session));
    }
}
