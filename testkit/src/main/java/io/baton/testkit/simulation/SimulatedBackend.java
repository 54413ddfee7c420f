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
    private final Incarnation in;
    private final Network network;

    SimulatedBackend(World world, Incarnation in, Network network) {
        this.world = world;
        this.in = in;
        this.network = network;
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
                new MemorySession(request, facts, new SimulatedLink(world, in, network, request.requestTimeout()));
        in.opened(session);
        return session;
    }

    @Override
    public void close() {
        // The engine closes the session before.
    }
}
