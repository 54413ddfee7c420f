// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import io.baton.spi.ElectionName;
import java.util.List;

/**
 * What concerns a session since it last heard. A hint to act on, never a proof of anything: the member that tells it may be cut off.
 *
 * @param upTo the index up to which this is everything
 * @param sessionIsOpen whether the session is there
 * @param positions what has changed before the session's candidacies
 * @param removed the tags of candidacies that another process has removed
 * @param elections the observed elections whose leader may have changed
 */
public record SessionEvents(
        long upTo,
        boolean sessionIsOpen,
        List<PositionChange> positions,
        List<Long> removed,
        List<ElectionName> elections) {

    public SessionEvents {
        positions = List.copyOf(positions);
        removed = List.copyOf(removed);
        elections = List.copyOf(elections);
    }

    /** Whether there is anything to tell. */
    public boolean isAny() {
        return !sessionIsOpen || !positions.isEmpty() || !removed.isEmpty() || !elections.isEmpty();
    }

    /**
     * A candidacy and its predecessor.
     *
     * @param predecessor the order value of the predecessor, or 0 if there is none
     * @param predecessorLeads whether the predecessor leads
     * @param leadsByBid the number of the bid made ahead by which the candidacy itself leads, or 0
     */
    public record PositionChange(long tag, long predecessor, boolean predecessorLeads, long leadsByBid) {}
}
