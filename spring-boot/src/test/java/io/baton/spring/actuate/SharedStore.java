// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.actuate;

import io.baton.Baton;
import io.baton.Candidate;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.spi.QueuePosition;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.spi.ForwardingBackend;
import io.baton.testkit.spi.ForwardingCandidacyFacts;
import io.baton.testkit.spi.ForwardingSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One store in memory and the connections of several processes to it; refuses the elections that a test names. */
public final class SharedStore implements AutoCloseable {

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final Set<ElectionName> refused = ConcurrentHashMap.newKeySet();
    private final List<Baton> open = new ArrayList<>();

    /** A connection whose session outlasts every test, and that resigns for as long. */
    public Baton connect() {
        return connect(backend(), Map.of());
    }

    public Baton connect(InMemoryBackend backend, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("baton.lease-duration", "60s", "baton.resign-backoff", "1h"));
        all.putAll(settings);
        Baton baton = Baton.connect(new RefusingBackend(backend), all);
        open.add(baton);
        return baton;
    }

    public InMemoryBackend backend() {
        return new InMemoryBackend(store);
    }

    public void refuse(String election) {
        refused.add(new ElectionName(election));
    }

    public void accept(String election) {
        refused.remove(new ElectionName(election));
    }

    @Override
    public void close() {
        open.forEach(Baton::close);
    }

    private final class RefusingBackend extends ForwardingBackend {

        RefusingBackend(InMemoryBackend backend) {
            super(backend);
        }

        @Override
        public BackendSession open(SessionRequest request, SessionFacts facts) {
            return new ForwardingSession(super.open(request, facts)) {
                @Override
                public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts facts) {
                    boolean refuses = refused.contains(election);
                    return super.enter(election, candidate, refuses ? new Refusal(facts) : facts);
                }
            };
        }
    }

    private static final class Refusal extends ForwardingCandidacyFacts {

        Refusal(CandidacyFacts facts) {
            super(facts);
        }

        @Override
        public void position(QueuePosition queuePosition) {
            refused(new IllegalStateException("the floor record cannot be read"));
        }
    }
}
