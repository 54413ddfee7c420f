// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory.store;

import io.baton.Candidate;
import io.baton.spi.QueuePosition.Predecessor;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One place in one queue, as the store keeps it. */
public final class StoredCandidacy {

    public final StoredSession session;
    final String tag;
    final StoredElection election;
    public final long orderValue;
    final Candidate candidate;

    @Nullable
    AheadBid ahead;

    private final Set<StoredCandidacy> watchedBy = new LinkedHashSet<>();
    private @Nullable StoredCandidacy watched;

    StoredCandidacy(StoredSession session, String tag, Candidate candidate, StoredElection election, long orderValue) {
        this.session = session;
        this.tag = tag;
        this.election = election;
        this.orderValue = orderValue;
        this.candidate = candidate;
    }

    /** The nearest candidacy before this one; its end will be told. */
    Optional<Predecessor> watchPredecessor() {
        StoredCandidacy nearest = election.before(orderValue);
        unwatch();
        if (nearest == null) {
            return Optional.empty();
        }
        nearest.watchedBy.add(this);
        watched = nearest;
        return Optional.of(
                new Predecessor(nearest.orderValue, nearest.session.name, election.before(nearest.orderValue) == null));
    }

    void gone() {
        unwatch();
        for (StoredCandidacy waiting : watchedBy) {
            waiting.watched = null;
            waiting.session.tell(StoreEvent.Kind.PREDECESSOR_GONE, waiting.tag, orderValue);
        }
        watchedBy.clear();
    }

    private void unwatch() {
        if (watched != null) {
            watched.watchedBy.remove(this);
            watched = null;
        }
    }
}
