// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import java.util.Optional;

/** What a store has recorded, for tests to look at. */
public final class Records {

    private Records() {}

    /** For sessions in which no process acts. */
    public static final SecretDigest SECRET = new SecretDigest(1, 2);

    public static Optional<LeaderRecord> leaderRecord(Store store, ElectionName name) {
        return store.election(name).map(election -> election.leaderRecord);
    }

    public static Optional<FloorRecord> floor(Store store, ElectionName name) {
        return store.election(name).map(election -> election.floor);
    }

    /** Whose candidacy has that order value, if it stands. */
    public static Optional<SessionId> sessionOf(Store store, ElectionName name, long orderValue) {
        return store.election(name)
                .flatMap(election -> Optional.ofNullable(election.queue.get(orderValue)))
                .map(queued -> queued.session.id);
    }

    /** The election in which a session stands under that tag. */
    public static Optional<ElectionName> election(Store store, SessionId session, long tag) {
        return store.find(session)
                .flatMap(found -> Optional.ofNullable(found.candidacies.get(tag)))
                .map(queued -> queued.election.name);
    }
}
