// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Thread-safe. Each resource has its own gate, so a slow write delays its own resource only. */
final class InMemoryFence implements FencingGuard {

    private final ConcurrentMap<String, Gate> gates = new ConcurrentHashMap<>();

    @Override
    public void check(String resource, FencingToken token) {
        guarded(resource, token, () -> {});
    }

    @Override
    public <T> T guarded(String resource, FencingToken token, Supplier<T> write) {
        ResourceName.requireValid(resource);
        return gates.computeIfAbsent(resource, Gate::new).pass(token, write);
    }

    private static final class Gate {

        private final String resource;
        private final ReentrantLock turn = new ReentrantLock();
        private long highest;

        Gate(String resource) {
            this.resource = resource;
        }

        <T> T pass(FencingToken token, Supplier<T> write) {
            // A nested write with a greater token would make the rest of the outer one stale while it runs.
            if (turn.isHeldByCurrentThread()) {
                throw new IllegalStateException("a guarded write of resource '" + resource
                        + "' must not use the guard for that resource again");
            }
            turn.lock();
            try {
                if (token.value() < highest) {
                    throw new StaleTokenException(resource, token, new FencingToken(highest));
                }
                highest = token.value();
                return write.get();
            } finally {
                turn.unlock();
            }
        }
    }
}
