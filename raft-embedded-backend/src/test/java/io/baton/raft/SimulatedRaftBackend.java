// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.session.SessionEnvironment;
import io.baton.raft.internal.session.SessionTerms;
import io.baton.raft.internal.transport.LeaderTransport;
import io.baton.raft.internal.transport.LocalTransport;
import io.baton.raft.state.Records;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.HighestOrderValue;
import io.baton.spi.support.Strand;
import io.baton.testkit.simulation.context.ProcessContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The backend of one process in a simulation: sessions as they are, over ways to a group that are not reliable. */
final class SimulatedRaftBackend implements ElectionBackend {

    private final SimulatedGroup group;
    private final ProcessContext processContext;
    private final String home;
    private final Function<Strand, LeaderTransport> engine;
    private final HighestOrderValue memory = new HighestOrderValue();

    SimulatedRaftBackend(SimulatedGroup group, ProcessContext processContext, Optional<SimulatedMember> member) {
        this.group = group;
        this.processContext = processContext;
        home = member.map(SimulatedMember::id).orElse("");
        engine = member.<Function<Strand, LeaderTransport>>map(
                        here -> strand -> new LocalTransport(() -> running(here), others(strand)))
                .orElse(strand -> new SimulatedWay(group, processContext, strand));
    }

    private Optional<LocalTransport.Local> running(SimulatedMember member) {
        return member.life().filter(processContext::equals).map(running -> member);
    }

    private Optional<LeaderTransport> others(Strand strand) {
        return group.members().size() > 1
                ? Optional.of(new SimulatedWay(group, processContext, strand))
                : Optional.empty();
    }

    @Override
    public String name() {
        return RaftBackend.NAME;
    }

    @Override
    public Duration defaultLeaseDuration() {
        return Duration.ofNanos(group.simulationContext().lease());
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        HighestOrderValue remembered = group.rules().keepsDisks() ? memory : new HighestOrderValue();
        RaftSession session = new RaftSession(
                new SessionTerms(home, Records.SECRET, engine, remembered, new OfLife()),
                request,
                group.rules().told(facts, processContext.clock()));
        processContext.opened(session);
        session.open();
        return session;
    }

    /** The members go on: another process may have to close its session. */
    @Override
    public void close() {
        // The engine closes the session before.
    }

    private final class OfLife implements SessionEnvironment {

        @Override
        public Strand strand(Consumer<Throwable> onFault) {
            return SimulatedStrand.in(group.simulationContext(), processContext, onFault);
        }

        @Override
        public long nonce() {
            return group.nonce(processContext);
        }
    }
}
