// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.engine;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.spi.BackendSession;
import io.baton.spi.Candidacy;
import io.baton.spi.CandidacyFacts;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.InMemoryBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The backend in memory, in front of which single calls can be made to throw, to block or to be lost. */
final class FaultyBackend implements ElectionBackend {

    private final InMemoryBackend backend;
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger sessionsClosed = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    volatile boolean deaf;

    private volatile Optional<CandidacyFacts> entrant = Optional.empty();

    FaultyBackend(InMemoryBackend backend) {
        this.backend = backend;
    }

    /** From now on the fault happens before each call of that name. */
    void always(String call, Runnable fault) {
        before.put(call, fault);
    }

    /** The fault happens before the next call of that name. */
    void once(String call, Runnable fault) {
        before.put(call, () -> {
            before.remove(call);
            fault.run();
        });
    }

    void never(String call) {
        before.remove(call);
    }

    /** The next fact of that name is not told. */
    void loses(String fact) {
        lost.add(fact);
    }

    boolean hasLost(String fact) {
        return !lost.contains(fact);
    }

    boolean isPending(String call) {
        return before.containsKey(call);
    }

    /** What the last candidacy that entered is told by. */
    CandidacyFacts entrant() {
        return entrant.orElseThrow();
    }

    /** The questions that were asked of sessions. */
    List<String> asked() {
        return asked;
    }

    private void calls(String call) {
        before.getOrDefault(call, () -> {}).run();
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public Duration defaultLeaseDuration() {
        return backend.defaultLeaseDuration();
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        opened.incrementAndGet();
        calls("open");
        return new FaultySession(backend.open(request, audible(SessionFacts.class, facts)));
    }

    private <F> F audible(Class<F> kind, F facts) {
        return kind.cast(Proxy.newProxyInstance(
                kind.getClassLoader(),
                new Class<?>[] {kind},
                (proxy, method, arguments) ->
                        deaf || lost.remove(method.getName()) ? null : invoke(facts, method, arguments)));
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        closed.incrementAndGet();
        calls("close backend");
        backend.close();
    }

    private final class FaultySession implements BackendSession {

        private final BackendSession session;

        FaultySession(BackendSession session) {
            this.session = session;
        }

        @Override
        public Candidacy enter(ElectionName election, Candidate candidate, CandidacyFacts facts) {
            calls("enter " + election.value());
            entrant = Optional.of(facts);
            Candidacy entered = session.enter(election, candidate, audible(CandidacyFacts.class, facts));
            return (Candidacy) Proxy.newProxyInstance(
                    Candidacy.class.getClassLoader(), new Class<?>[] {Candidacy.class}, (proxy, method, arguments) -> {
                        calls(method.getName() + " " + election.value());
                        return invoke(entered, method, arguments);
                    });
        }

        @Override
        public void prove() {
            calls("prove");
            session.prove();
        }

        @Override
        public Optional<String> server() {
            return Optional.of("memory-1");
        }

        @Override
        public void leaveServer() {
            calls("leaveServer");
            session.leaveServer();
        }

        @Override
        public CompletionStage<CandidateQueue> candidates(ElectionName election) {
            asked.add("candidates " + election.value());
            return session.candidates(election);
        }

        @Override
        public CompletionStage<Optional<Leader>> leader(ElectionName election) {
            asked.add("leader " + election.value());
            calls("leader " + election.value());
            return session.leader(election);
        }

        @Override
        public Observation observe(ElectionName election, Runnable changed) {
            calls("observe " + election.value());
            return session.observe(election, changed);
        }

        @Override
        public CompletionStage<Long> raiseTokenFloor(ElectionName election, long atLeast) {
            asked.add("raise " + election.value());
            return session.raiseTokenFloor(election, atLeast);
        }

        @Override
        public void close() {
            sessionsClosed.incrementAndGet();
            calls("close session");
            session.close();
        }
    }
}
