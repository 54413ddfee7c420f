// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.News;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.Standing;
import org.jspecify.annotations.Nullable;

/** Whom a candidacy was told to stand behind, against what was heard of that one. News and answers come in any order. */
final class Predecessor {

    private static final long NOBODY = 0;

    private final CandidacyFacts facts;
    private long told = NOBODY;
    private boolean toldLeading;
    private boolean settled;
    private long toldAt;
    private News.@Nullable Place newest;
    private long newestAt;

    Predecessor(CandidacyFacts facts) {
        this.facts = facts;
    }

    /** The candidacy is about to be told where it stands. */
    void stands(Standing standing, long index) {
        told = standing.predecessor().map(Standing.Predecessor::orderValue).orElse(NOBODY);
        toldLeading = standing.office().led() == told && !standing.office().released();
        toldAt = index;
        settled = told != NOBODY;
    }

    /** Whether the candidacy knows of nothing that it could do: somebody stands before it, as it was told last. */
    boolean isSettled() {
        return settled;
    }

    void heard(News.Place place, long upTo) {
        newest = place;
        newestAt = upTo;
        tell();
    }

    /** Tells what was heard after the standing. */
    void tell() {
        News.Place place = newest;
        if (place == null || told == NOBODY || newestAt <= toldAt) {
            return;
        }
        if (place.predecessor() != told) {
            told = NOBODY;
            settled = false;
            facts.predecessorGone();
        } else if (place.predecessorLeads() && !toldLeading) {
            toldLeading = true;
            settled = false;
            facts.predecessorLeads();
        }
    }
}
