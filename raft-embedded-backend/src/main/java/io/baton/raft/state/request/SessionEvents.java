// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state.request;

import io.baton.spi.ElectionName;
import java.util.List;

/**
 * What concerns a session since it last heard. A hint to act on, never a proof of anything: the member that tells it may be cut off.
 *
 * @param upTo the index up to which this is everything
 * @param sessionStands whether the session is there
 * @param places what has changed before the session's candidacies
 * @param removed the tags of candidacies that another process has removed
 * @param elections the observed elections whose leader may have changed
 */
public record SessionEvents(
        long upTo, boolean sessionStands, List<Place> places, List<Long> removed, List<ElectionName> elections) {

    public SessionEvents {
        places = List.copyOf(places);
        removed = List.copyOf(removed);
        elections = List.copyOf(elections);
    }

    /** Whether there is anything to tell. */
    public boolean isAny() {
        return !sessionStands || !places.isEmpty() || !removed.isEmpty() || !elections.isEmpty();
    }

    /**
     * A candidacy and its predecessor.
     *
     * @param predecessor the order value of the predecessor, or 0 if there is none
     * @param predecessorLeads whether the predecessor is in office
     * @param inOfficeBy the number of the bid made ahead that has put the candidacy itself in office, or 0
     */
    public record Place(long tag, long predecessor, boolean predecessorLeads, long inOfficeBy) {}
}
