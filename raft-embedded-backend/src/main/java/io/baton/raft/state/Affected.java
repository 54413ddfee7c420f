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

    /** The index of the entry. */
    long index() {
        return index;
    }

    void session(SessionId id) {
        sessions.add(id);
    }

    void election(ElectionName name) {
        elections.add(name);
    }

    Set<SessionId> sessions() {
        return Collections.unmodifiableSet(sessions);
    }

    Set<ElectionName> elections() {
        return Collections.unmodifiableSet(elections);
    }
}
