// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.store;

import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.memory.session.MemorySession;
import io.baton.testkit.memory.store.StoreRequest;
import io.baton.testkit.simulation.context.Fault;
import io.baton.testkit.simulation.context.ProcessContext;
import io.baton.testkit.simulation.context.SimulationContext;
import io.baton.testkit.simulation.context.StoreModel;
import io.baton.testkit.simulation.process.Incarnation;
import io.baton.testkit.simulation.process.SimulatedProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The in-memory store, whose servers end silent sessions when they please and answer with old records. */
public final class InMemoryStoreModel implements StoreModel {

    private static final long MILLI = 1_000_000;

    private final SimulationContext simulationContext;
    private final MemoryStore store;
    private final LaggingReplica laggingReplica;
    private final Map<String, Long> lingering = new HashMap<>();
    private final Map<String, ElectionName> elections = new HashMap<>();
    private final Map<Incarnation, MemorySession> sessions = new HashMap<>();
    private Consumer<StoreRequest<?>> witness = request -> {};
    private Consumer<StoreRequest<?>> sender = request -> {};

    public InMemoryStoreModel(SimulationContext simulationContext) {
        this.simulationContext = simulationContext;
        this.store = new MemoryStore(simulationContext.time()::now);
        this.laggingReplica = new LaggingReplica(simulationContext, store);
        expireSilentSessions();
    }

    @Override
    public ElectionBackend backend(ProcessContext processContext) {
        return simulationContext
                .rules()
                .backend(
                        new SimulatedBackend(simulationContext, this, (Incarnation) processContext),
                        processContext.clock());
    }

    /** Says who sees every request right before it is on its way, and right after it was carried out. */
    public void watchedBy(Consumer<StoreRequest<?>> whenSent, Consumer<StoreRequest<?>> whenExecuted) {
        sender = whenSent;
        witness = whenExecuted;
    }

    @Override
    public CandidateQueue candidateQueue(ElectionName election) {
        return store.candidateQueue(election);
    }

    @Override
    public Optional<FloorRecord> floor(ElectionName election) {
        return store.floor(election);
    }

    @Override
    public Optional<LeaderRecord> leaderRecord(ElectionName election) {
        return store.leaderRecord(election);
    }

    @Override
    public List<String> sessions() {
        return store.sessions();
    }

    @Override
    public Optional<String> sessionOf(ElectionName election, long orderValue) {
        return store.sessionOf(election, orderValue);
    }

    @Override
    public void expire(String session) {
        simulationContext.trace("store", () -> "session " + session + " expires");
        store.expireSession(session);
    }

    @Override
    public void delete(ElectionName election, long orderValue) {
        store.deleteCandidacy(election, orderValue);
    }

    void opened(Incarnation in, MemorySession session) {
        sessions.put(in, session);
    }

    /** Whether this is the last session that the living process has begun to open. */
    public boolean isIn(SimulatedProcess process, String session) {
        return process.life()
                .map(sessions::get)
                .filter(last -> last.name().equals(session))
                .isPresent();
    }

    /** A request is about to be on its way. */
    void sends(StoreRequest<?> request) {
        sender.accept(request);
    }

    /** Carries out a request in the store. */
    public <A> A execute(StoreRequest<A> request) {
        ElectionName election = electionOf(request);
        Optional<LeaderRecord> before = election == null ? Optional.empty() : leaderRecord(election);
        A answer = simulationContext.rules().execute(request, store);
        simulationContext.trace("store", () -> request + " -> " + answer);
        witness.accept(request);
        if (election == null) {
            return answer;
        }
        laggingReplica.remember(election);
        tell(request, answer, election);
        if (request instanceof StoreRequest.Release && !before.equals(leaderRecord(election))) {
            tellReleased(election, before.orElseThrow(), leaderRecord(election).orElseThrow());
        }
        return laggingReplica.perhapsStale(answer, election);
    }

    private void tell(StoreRequest<?> request, Object answer, ElectionName election) {
        if (request instanceof StoreRequest.TakeLeadership take
                && answer instanceof StoreRequest.Proof proof
                && proof.outcome() == StoreRequest.Outcome.DONE) {
            simulationContext.tookLeadership(
                    take.session(), election, store.floor(election).orElseThrow());
        }
    }

    /** A release may carry out the bid of the next candidate. */
    private void tellReleased(ElectionName election, LeaderRecord before, LeaderRecord after) {
        simulationContext.released(election, before.token());
        if (!after.released()) {
            simulationContext.tookLeadership(
                    after.session(), election, store.floor(election).orElseThrow());
        }
    }

    /** The election that a candidacy stands in, if it was ever to be entered. */
    public Optional<ElectionName> election(String tag) {
        return Optional.ofNullable(elections.get(tag));
    }

    private @Nullable ElectionName electionOf(StoreRequest<?> request) {
        if (request instanceof StoreRequest.Enter enter) {
            elections.put(enter.tag(), enter.election());
            return enter.election();
        } else if (request instanceof StoreRequest.Look look) {
            return elections.get(look.tag());
        } else if (request instanceof StoreRequest.RaiseValidity raise) {
            return elections.get(raise.tag());
        } else if (request instanceof StoreRequest.TakeLeadership take) {
            return elections.get(take.tag());
        } else if (request instanceof StoreRequest.Release release) {
            return elections.get(release.tag());
        } else if (request instanceof StoreRequest.RaiseFloor raise) {
            return raise.election();
        }
        return null;
    }

    private void expireSilentSessions() {
        for (String session : store.silentSessions()) {
            long until = lingering.computeIfAbsent(
                    session, silent -> simulationContext.time().now() + lingersFor());
            if (simulationContext.time().now() >= until || simulationContext.isCalm()) {
                lingering.remove(session);
                expire(session);
            }
        }
        simulationContext.time().after(20 * MILLI, this::expireSilentSessions);
    }

    private long lingersFor() {
        return simulationContext.may(Fault.WRONG_EXPIRY)
                        && simulationContext.random().chance(0.3)
                ? simulationContext.random().between(0, 2 * simulationContext.lease())
                : 0;
    }
}
