// SPDX-License-Identifier: Apache-2.0
package io.baton;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One candidate in one election as its process knows it at one moment; asks no store.
 *
 * @param election the election's name
 * @param state what the candidate does
 * @param since how long it has been in this state
 * @param leader this candidate while it leads; otherwise the leader that was told last, if the elector observes the election
 * @param token the token of the leadership that this process holds
 * @param remaining how long that leadership is held if the store is not heard from again; zero if none is held
 * @param losses how many leaderships of this elector have ended, by reason; a reason that never occurred is absent
 * @param lastRefusal why the store refused the candidacy most recently; nothing once the candidate has led again
 */
public record ElectionStatus(
        String election,
        State state,
        Duration since,
        Optional<Leader> leader,
        Optional<FencingToken> token,
        Duration remaining,
        Map<LossReason, Long> losses,
        Optional<String> lastRefusal) {

    public ElectionStatus {
        losses = Map.copyOf(losses);
    }

    /** What a candidate does. */
    public enum State {
        /** Not in the queue: not started, out after a resignation or a refusal, or without a session. */
        IDLE,
        /** Joins the queue; its position is not known yet. */
        ENTERING,
        /** Stands in the queue. */
        WAITING,
        /** Leads. */
        LEADING,
        /** Leads no more; its work ends or its place is being released. */
        DRAINING,
        /** Has left the election. */
        CLOSED
    }
}
