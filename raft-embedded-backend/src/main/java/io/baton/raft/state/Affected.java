// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The sessions that an entry concerns. */
final class Affected {

    private final long index;
    private final Set<SessionId> sessions = new LinkedHashSet<>();
    private final Set<ElectionName> elections = new LinkedHashSet<>();

    Affected(long index) {
        this.index = index;
    }

    /** Who is next before that candidacy, or whether that one leads, has changed. */
    void place(QueuedCandidacy queuedCandidacy) {
        queuedCandidacy.changedAt = index;
        sessions.add(queuedCandidacy.session.id);
    }

    void session(SessionId id) {
        sessions.add(id);
    }

    void leader(Election election) {
        election.leaderChangedAt = index;
        elections.add(election.name);
    }

    Set<SessionId> sessions() {
        return Collections.unmodifiableSet(sessions);
    }

    Set<ElectionName> elections() {
        return Collections.unmodifiableSet(elections);
    }
}
