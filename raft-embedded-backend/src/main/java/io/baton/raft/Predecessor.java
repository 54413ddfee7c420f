// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.News;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.SessionFacts;
import io.baton.spi.Standing;
import org.jspecify.annotations.Nullable;

/** The candidacy before this one as the store told it, against what was heard of it since. Events and answers come in any order. */
final class Predecessor {

    private static final long NONE = 0;

    private final CandidacyFacts facts;
    private final SessionFacts sessions;
    private long told = NONE;
    private String toldSession = "";
    private boolean toldLeading;
    private boolean hasNews = true;
    private long toldAt;
    private News.@Nullable Place newest;
    private long newestAt;

    Predecessor(CandidacyFacts facts, SessionFacts sessions) {
        this.facts = facts;
        this.sessions = sessions;
    }

    /** The candidacy is about to be told where it stands. */
    void stands(Standing standing, long index) {
        told = standing.predecessor().map(Standing.Predecessor::orderValue).orElse(NONE);
        toldSession = standing.predecessor().map(Standing.Predecessor::session).orElse("");
        toldLeading = standing.office().led() == told && !standing.office().released();
        toldAt = index;
        hasNews = told == NONE;
    }

    /** Whether the candidacy may stand otherwise than it was told last. */
    boolean hasNews() {
        return hasNews;
    }

    /** Whether no candidate stands before this one, as far as is known. */
    boolean isNone() {
        return told == NONE;
    }

    void heard(News.Place place, long upTo) {
        newest = place;
        newestAt = upTo;
        tell();
    }

    /** Tells what was heard after the standing. */
    void tell() {
        News.Place place = newest;
        if (place == null || told == NONE || newestAt <= toldAt) {
            return;
        }
        if (place.predecessor() != told) {
            told = NONE;
            hasNews = true;
            facts.predecessorGone();
        } else if (place.predecessorLeads() && !toldLeading) {
            // The session is not watched, so this shortens no wait: it only has the record read again.
            toldLeading = true;
            hasNews = true;
            sessions.signOfLife(toldSession);
        }
    }
}
