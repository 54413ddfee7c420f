// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.MemorySession;
import java.time.Duration;

/** The backend of one process in a simulation: the in-memory backend's translation over a link that is not reliable. */
final class SimulatedBackend implements ElectionBackend {

    private final World world;
    private final MemoryModel store;
    private final Incarnation in;

    SimulatedBackend(World world, MemoryModel store, Incarnation in) {
        this.world = world;
        this.store = store;
        this.in = in;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Duration defaultLeaseDuration() {
        return world.scenario().leaseDuration();
    }

    @Override
    public BackendSession open(SessionRequest request, SessionFacts facts) {
        MemorySession session =
                new MemorySession(request, facts, new SimulatedLink(world, store, in, request.requestTimeout()));
        store.opened(in, session);
        in.opened(session);
        return session;
    }

    @Override
    public void close() {
        // The engine closes the session before.
    }
}
