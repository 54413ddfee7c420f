// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import io.baton.Candidate;
import java.util.List;

/**
 * Who stands in an election.
 *
 * @param queue in the order of the queue
 * @param floor the floor that applies now, or zero if the election has no records yet
 */
public record CandidateQueue(List<QueuedCandidate> queue, long floor) {

    public CandidateQueue {
        queue = List.copyOf(queue);
    }

    /**
     * One place in the queue.
     *
     * @param candidate who stands there
     * @param orderValue its order value
     * @param leads whether it is first and has taken leadership; a participant of another kind leads when it is first
     * @param token the token of its leadership if it leads
     */
    public record QueuedCandidate(Candidate candidate, long orderValue, boolean leads, long token) {}
}
