// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.candidacy;

import io.baton.raft.state.request.SessionEvents;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.QueuePosition;
import io.baton.spi.SessionFacts;
import org.jspecify.annotations.Nullable;

/** The candidacy before this one as the store told it, against what was heard of it since. Events and answers come in any order. */
final class PredecessorTracker {

    private static final long NONE = 0;

    private final CandidacyFacts facts;
    private final SessionFacts sessions;
    private long told = NONE;
    private String toldSession = "";
    private boolean toldLeading;
    private boolean hasChanges = true;
    private long toldAt;
    private SessionEvents.@Nullable PositionChange newest;
    private long newestAt;

    PredecessorTracker(CandidacyFacts facts, SessionFacts sessions) {
        this.facts = facts;
        this.sessions = sessions;
    }

    /** The candidacy is about to be told where it stands. */
    void positionRead(QueuePosition queuePosition, long index) {
        told = queuePosition
                .predecessor()
                .map(QueuePosition.Predecessor::orderValue)
                .orElse(NONE);
        toldSession = queuePosition
                .predecessor()
                .map(QueuePosition.Predecessor::session)
                .orElse("");
        toldLeading = queuePosition.leaderRecord().led() == told
                && !queuePosition.leaderRecord().released();
        toldAt = index;
        hasChanges = told == NONE;
    }

    /** Whether the candidacy may stand otherwise than it was told last. */
    boolean hasChanges() {
        return hasChanges;
    }

    /** Whether no candidate stands before this one, as far as is known. */
    boolean isNone() {
        return told == NONE;
    }

    void heard(SessionEvents.PositionChange place, long upTo) {
        newest = place;
        newestAt = upTo;
        tell();
    }

    /** Tells what was heard after the standing. */
    void tell() {
        SessionEvents.PositionChange place = newest;
        if (place == null || told == NONE || newestAt <= toldAt) {
            return;
        }
        if (place.predecessor() != told) {
            told = NONE;
            hasChanges = true;
            facts.predecessorGone();
        } else if (place.predecessorLeads() && !toldLeading) {
            // The session is not watched, so this shortens no wait: it only has the record read again.
            toldLeading = true;
            hasChanges = true;
            sessions.heartbeat(toldSession);
        }
    }
}
