// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.store;

import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.session.MemorySession;
import io.baton.testkit.simulation.context.SimulationContext;
import io.baton.testkit.simulation.process.Incarnation;
import java.time.Duration;

/** The backend of one process in a simulation: the in-memory backend's translation over a link that is not reliable. */
final class SimulatedBackend implements ElectionBackend {

    private final SimulationContext simulationContext;
    private final InMemoryStoreModel store;
    private final Incarnation in;

    SimulatedBackend(SimulationContext simulationContext, InMemoryStoreModel store, Incarnation in) {
        this.simulationContext = simulationContext;
        this.store = store;
        this.in = in;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Duration defaultLeaseDuration() {
        return simulationContext.scenario().leaseDuration();
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        MemorySession session = new MemorySession(
                request, facts, new SimulatedLink(simulationContext, store, in, request.requestTimeout()));
        store.opened(in, session);
        in.opened(session);
        return session;
    }

    @Override
    public void close() {
        // The engine closes the session before.
    }
}
