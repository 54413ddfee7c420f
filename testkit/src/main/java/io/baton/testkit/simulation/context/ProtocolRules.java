// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

import io.baton.spi.ElectionBackend;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.memory.MemoryStore;
import io.baton.testkit.memory.store.StoreRequest;

/** Whether store and backend keep to the protocol. A test can leave a rule out here, to see that the invariant checker notices. */
public interface ProtocolRules {

    /** Keeps to every rule. */
    ProtocolRules HONEST = new ProtocolRules() {};

    /** Carries out a request. */
    default <A> A execute(StoreRequest<A> request, MemoryStore store) {
        return store.execute(request);
    }

    /** The backend that a process's engine is given. */
    default ElectionBackend backend(ElectionBackend honest, MonotonicClock clock) {
        return honest;
    }

    /** Whether a leadership counts as held until its listener was told of the end, as careless applications count. */
    default boolean heldUntilTold() {
        return false;
    }

    /** By how many parts of a million the rates of clocks may differ from the mean. */
    default long clockRateError() {
        return 4_900;
    }
}
