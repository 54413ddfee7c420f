// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import io.baton.spi.ElectionName;
import java.util.Set;

/**
 * What a session wants to hear of.
 *
 * @param since the index up to which it has heard everything
 * @param observed the elections whose leader it wants to know of
 */
public record SessionEventPoll(SessionId session, long since, Set<ElectionName> observed) {
    public SessionEventPoll {
        observed = Set.copyOf(observed);
    }
}
