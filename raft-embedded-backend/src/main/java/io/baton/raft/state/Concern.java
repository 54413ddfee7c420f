// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.spi.ElectionName;
import java.util.HashSet;
import java.util.Set;

/** Whom an entry concerns. */
final class Concern {

    private final long index;
    private final Set<SessionId> sessions = new HashSet<>();
    private final Set<ElectionName> elections = new HashSet<>();

    Concern(long index) {
        this.index = index;
    }

    /** Who is next before that candidacy, or whether that one leads, has changed. */
    void place(Stand stand) {
        stand.changedAt = index;
        sessions.add(stand.session.id);
    }

    void session(SessionId id) {
        sessions.add(id);
    }

    void leader(Election election) {
        election.leaderChangedAt = index;
        elections.add(election.name);
    }

    Set<SessionId> sessions() {
        return Set.copyOf(sessions);
    }

    Set<ElectionName> elections() {
        return Set.copyOf(elections);
    }
}
