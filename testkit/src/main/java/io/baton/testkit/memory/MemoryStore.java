// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.memory.store.StoreState;
import io.baton.testkit.memory.store.StoredElection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A linearizable store in memory: per election a queue, a floor record and a leader record; per session, as long as it
 * lives, a fence and a sign. Every operation is atomic. Thread-safe.
 *
 * <p>It ends no session by itself: {@link #expireSilent} is called by those who use it.
 */
public final class MemoryStore {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> requests = new TreeMap<>();
    private final List<Consumer<ElectionName>> beforeEntry = new ArrayList<>();
    private final StoreState state;

    /**
     * An empty store.
     *
     * @param clock what the silence of sessions is measured with
     */
    public MemoryStore(MonotonicClock clock) {
        this.state = new StoreState(clock);
    }

    /** Carries out one request and counts it. */
    public <A> A execute(StoreRequest<A> request) {
        return atomically(() -> {
            requests.merge(request.getClass().getSimpleName(), 1L, Long::sum);
            if (request instanceof StoreRequest.Enter entry) {
                beforeEntry.forEach(listener -> listener.accept(entry.election()));
            }
            return request.applyTo(state);
        });
    }

    /** How many requests of each kind were carried out, since the store exists. */
    public Map<String, Long> requests() {
        return atomically(() -> Map.copyOf(requests));
    }

    /** The living sessions, oldest first. */
    public List<String> sessions() {
        return atomically(state::living);
    }

    /** The living sessions that have been silent for longer than their lease. */
    public List<String> silentSessions() {
        return atomically(state::silent);
    }

    /** Ends every session that has been silent for longer than its lease. */
    public void expireSilent() {
        atomically(() -> {
            state.silent().forEach(state::end);
            return true;
        });
    }

    /** Ends a session with everything in it, whether its time is over or not; answers whether it stood. */
    public boolean expireSession(String session) {
        return atomically(() -> state.end(session));
    }

    /** Deletes a candidacy as an operator would, without its session; answers whether it was there. */
    public boolean deleteCandidacy(ElectionName election, long orderValue) {
        return atomically(() -> state.delete(election, orderValue));
    }

    /** Who stands, and the floor that applies. */
    public CandidateQueue candidateQueue(ElectionName election) {
        return atomically(() -> state.election(election)
                .map(StoredElection::candidateQueue)
                .orElseGet(() -> new CandidateQueue(List.of(), 0)));
    }

    /** The session that a candidacy stands in, if it is in the queue. */
    public Optional<String> sessionOf(ElectionName election, long orderValue) {
        return atomically(() -> state.election(election)
                .flatMap(stored -> Optional.ofNullable(stored.at(orderValue)))
                .map(candidacy -> candidacy.session.name));
    }

    /** The leader record of an election, if it has records. */
    public Optional<LeaderRecord> leaderRecord(ElectionName election) {
        return atomically(() -> state.election(election).map(stored -> stored.leaderRecord));
    }

    /** The floor record of an election, if it has records. */
    public Optional<FloorRecord> floor(ElectionName election) {
        return atomically(() -> state.election(election).map(stored -> stored.floor));
    }

    /** Calls back before each request to enter a queue, within the same operation. */
    void beforeEntry(Consumer<ElectionName> listener) {
        atomically(() -> beforeEntry.add(listener));
    }

    /** Carries out several steps as one operation. */
    <A> A together(Function<StoreState, A> steps) {
        return atomically(() -> steps.apply(state));
    }

    private <A> A atomically(Supplier<A> operation) {
        lock.lock();
        try {
            return operation.get();
        } finally {
            lock.unlock();
        }
    }
}
