// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.Reply;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What an entry did. The sets have the same order on every member and in every run.
 *
 * @param sessions those for which there may be {@link SessionEvents}
 * @param elections those whose observers may have {@link SessionEvents}
 */
public record Outcome(Reply reply, Set<SessionId> sessions, Set<ElectionName> elections) {
    public Outcome {
        sessions = Collections.unmodifiableSet(new LinkedHashSet<>(sessions));
        elections = Collections.unmodifiableSet(new LinkedHashSet<>(elections));
    }
}
