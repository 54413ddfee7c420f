// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.state.Records;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.spi.support.OrderMemory;
import io.baton.spi.support.Strand;
import io.baton.testkit.simulation.Life;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The backend of one process in a simulation: sessions as they are, over ways to a group that are not reliable. */
final class SimulatedRaftBackend implements ElectionBackend {

    private final SimulatedGroup group;
    private final Life life;
    private final String home;
    private final Function<Strand, RaftEngine> engine;
    private final OrderMemory memory = new OrderMemory();

    SimulatedRaftBackend(SimulatedGroup group, Life life, Optional<SimulatedMember> member) {
        this.group = group;
        this.life = life;
        home = member.map(SimulatedMember::id).orElse("");
        engine = member.<Function<Strand, RaftEngine>>map(
                        here -> strand -> new MemberEngine(() -> running(here), others(strand)))
                .orElse(strand -> new SimulatedWay(group, life, strand));
    }

    private Optional<MemberEngine.Local> running(SimulatedMember member) {
        return member.life().filter(life::equals).map(running -> member);
    }

    private Optional<RaftEngine> others(Strand strand) {
        return group.members().size() > 1 ? Optional.of(new SimulatedWay(group, life, strand)) : Optional.empty();
    }

    @Override
    public String name() {
        return RaftBackend.NAME;
    }

    @Override
    public Duration defaultLeaseDuration() {
        return Duration.ofNanos(group.world().lease());
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        OrderMemory remembered = group.conduct().keepsDisks() ? memory : new OrderMemory();
        RaftSession session = new RaftSession(
                new SessionTerms(home, Records.SECRET, engine, remembered, new OfLife()),
                request,
                group.conduct().told(facts, life.clock()));
        life.opened(session);
        session.open();
        return session;
    }

    /** The members go on: somebody else may have to close its session. */
    @Override
    public void close() {
        // The engine closes the session before.
    }

    private final class OfLife implements Surroundings {

        @Override
        public Strand strand(Consumer<Throwable> onFault) {
            return SimulatedStrand.in(group.world(), life, onFault);
        }

        @Override
        public long nonce() {
            return group.nonce(life);
        }
    }
}
