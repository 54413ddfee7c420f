// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import io.baton.Baton;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.fixture.BackendFixture;
import io.baton.testkit.fixture.BackendTimings;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** The backend in memory, or one that is made of it. */
public class InMemoryFixture implements BackendFixture {

    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final Duration OUTAGE = Duration.ofMillis(30);

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final List<InMemoryBackend> open = new CopyOnWriteArrayList<>();
    private final Set<InMemoryBackend> cut = ConcurrentHashMap.newKeySet();
    private final Set<ElectionName> spoilt = ConcurrentHashMap.newKeySet();

    @Override
    public BackendTimings timings() {
        return new BackendTimings(
                LEASE,
                LEASE.dividedBy(2),
                Duration.ofMillis(20),
                LEASE.multipliedBy(4).dividedBy(5),
                LEASE.multipliedBy(60),
                LEASE.multipliedBy(60));
    }

    @Override
    public Participant connect(Map<String, String> settings, UnaryOperator<ElectionBackend> change) {
        Map<String, String> all = new HashMap<>(Map.of("baton.lease-duration", LEASE.toMillis() + "ms"));
        all.putAll(settings);
        InMemoryBackend backend = new InMemoryBackend(store);
        AtomicLong requests = new AtomicLong();
        open.add(backend);
        Baton baton = connect(change.apply(new MeteredBackend(changed(backend), requests, spoilt)), all);
        return new InMemoryParticipant(baton, backend, requests);
    }

    /** The backend that participants get. */
    ElectionBackend changed(InMemoryBackend backend) {
        return backend;
    }

    /** The connection that participants get. */
    Baton connect(ElectionBackend backend, Map<String, String> settings) {
        return Baton.connect(backend, settings);
    }

    boolean isCutOff(InMemoryBackend backend) {
        return cut.contains(backend);
    }

    @Override
    public Set<String> sessions() {
        return Set.copyOf(store.sessions());
    }

    @Override
    public List<String> leftovers(String election) {
        return queue(election).stream()
                .map(CandidateQueue.QueuedCandidate::toString)
                .toList();
    }

    @Override
    public void deleteCandidacy(String election, int position) {
        store.deleteCandidacy(
                new ElectionName(election), queue(election).get(position).orderValue());
    }

    private List<CandidateQueue.QueuedCandidate> queue(String election) {
        return store.candidateQueue(new ElectionName(election)).queue();
    }

    @Override
    public void addStranger(String election) {
        // No other process can: the store holds nothing but candidacies.
    }

    @Override
    public void spoilFloor(String election) {
        spoilt.add(new ElectionName(election));
    }

    @Override
    public void restart() {
        open.forEach(InMemoryBackend::cutOff);
        LockSupport.parkNanos(OUTAGE.toNanos());
        open.stream().filter(backend -> !cut.contains(backend)).forEach(InMemoryBackend::heal);
    }

    private final class InMemoryParticipant implements Participant {

        private final Baton baton;
        private final InMemoryBackend backend;
        private final AtomicLong counted;

        InMemoryParticipant(Baton baton, InMemoryBackend backend, AtomicLong counted) {
            this.baton = baton;
            this.backend = backend;
            this.counted = counted;
        }

        @Override
        public Baton baton() {
            return baton;
        }

        @Override
        public void cutOff() {
            cut.add(backend);
            backend.cutOff();
        }

        @Override
        public void heal() {
            cut.remove(backend);
            backend.heal();
        }

        @Override
        public void expireSession() {
            backend.expireSession();
        }

        @Override
        public OptionalLong requests() {
            return OptionalLong.of(counted.get());
        }

        @Override
        public void close() {
            baton.close();
            open.remove(backend);
        }
    }
}
