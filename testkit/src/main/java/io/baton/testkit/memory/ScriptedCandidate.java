// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import io.baton.Candidate;
import io.baton.spi.Bid;
import io.baton.spi.CandidateQueue.QueuedCandidate;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import io.baton.testkit.memory.store.SessionAttempt;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.memory.store.StoreRequest.Outcome;
import io.baton.testkit.memory.store.StoreState;
import io.baton.testkit.memory.store.StoredCandidacy;
import io.baton.testkit.memory.store.StoredSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Another candidate in the elections of a {@link MemoryStore}, which leads and leaves them when a test says so, for tests of code
 * that gains and loses leadership. Thread-safe.
 *
 * <p>It has no engine, no thread and no {@code Leadership}: it only stands in the queue and in the leader record, its session
 * never runs out, and each step is done in the store when the call returns. What other processes make of the step they learn
 * from the store as always, and so a moment later.
 */
public final class ScriptedCandidate {

    /** Makes no other candidate wait. */
    private static final long SHORTEST_VALIDITY = 1;

    private static final Duration ENDLESS = Duration.ofNanos(Long.MAX_VALUE);

    private final MemoryStore store;
    private final Candidate candidate;
    private final StoredSession session;

    /** The tag of the place in each queue; only used inside operations of the store. */
    private final Map<ElectionName, String> places = new HashMap<>();

    private final Set<ElectionName> known = new HashSet<>();
    private long placesTaken;

    /** A candidate that stands in no election yet. */
    public ScriptedCandidate(MemoryStore store, Candidate candidate) {
        this.store = store;
        this.candidate = candidate;
        this.session = store.together(state -> state.open(
                new StoreRequest.OpenSession(new SessionAttempt(), ENDLESS, event -> {}), SHORTEST_VALIDITY));
    }

    /**
     * Leads the election. A candidate that stood before this one is deleted from the queue, as by an operator: if it led, its
     * leadership ends with {@link io.baton.LossReason#REMOVED} when its process hears of the deletion, and it enters again behind
     * this one. Does nothing if this candidate leads.
     */
    public void lead(ElectionName election) {
        store.together(state -> {
            known.add(election);
            return leads(state, election) || takeLeadership(state, election);
        });
    }

    /**
     * From now on leads each election that it has neither led nor left so far, from before the first candidate enters: no other
     * candidate leads that election until this one leaves it.
     */
    public void leadNewElections() {
        store.beforeEntry(election -> store.together(state -> known.add(election) && takeLeadership(state, election)));
    }

    /** Leaves the election as a leader does that resigns: the next in the queue leads without waiting. Does nothing if it does not stand. */
    public void leave(ElectionName election) {
        store.together(state -> {
            known.add(election);
            String place = places.remove(election);
            return place != null && state.release(session.name, place);
        });
    }

    /** The elections that this candidate leads now. */
    public Set<ElectionName> elections() {
        return store.together(state -> {
            Set<ElectionName> led = new HashSet<>(places.keySet());
            led.removeIf(election -> !leads(state, election));
            return led;
        });
    }

    private boolean takeLeadership(StoreState state, ElectionName election) {
        String place = session.name + "-" + ++placesTaken;
        places.put(election, place);
        long orderValue = state.enter(new StoreRequest.Enter(session.name, place, election, candidate))
                .map(QueuePosition::orderValue)
                .orElseThrow(() -> new IllegalStateException("the session of " + candidate + " was ended"));
        queue(state, election).stream()
                .filter(other -> other.orderValue() < orderValue)
                .forEach(other -> state.delete(election, other.orderValue()));
        QueuePosition first = state.look(session.name, place).orElseThrow();
        Bid bid = new Bid(
                first.floor(), first.leaderRecord(), false, first.floor().floor() + orderValue);
        return state.takeLeadership(new StoreRequest.TakeLeadership(session.name, place, session.fence, bid))
                        .outcome()
                == Outcome.DONE;
    }

    private boolean leads(StoreState state, ElectionName election) {
        String place = places.get(election);
        StoredCandidacy stands = place == null ? null : session.candidacy(place);
        return stands != null
                && queue(state, election).stream()
                        .anyMatch(first -> first.leads() && first.orderValue() == stands.orderValue);
    }

    private static List<QueuedCandidate> queue(StoreState state, ElectionName election) {
        return state.election(election)
                .map(stored -> stored.candidateQueue().queue())
                .orElse(List.of());
    }
}
