// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.spi.ElectionName;
import java.util.Set;

/**
 * What an entry did.
 *
 * @param sessions those for which there may be {@link News}
 * @param elections those whose observers may have {@link News}
 */
public record Outcome(Reply reply, Set<SessionId> sessions, Set<ElectionName> elections) {
    public Outcome {
        sessions = Set.copyOf(sessions);
        elections = Set.copyOf(elections);
    }
}
