// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Thread-safe. A slow write delays those of its own resource only. */
final class InMemoryFence implements FencingGuard {

    private final ResourceTurns turns = new ResourceTurns();

    /** That of a resource changes in the resource's turn only. */
    private final ConcurrentMap<String, FencingToken> highest = new ConcurrentHashMap<>();

    @Override
    public void check(String resource, FencingToken token) {
        guarded(resource, token, () -> {});
    }

    @Override
    public <T> T guarded(String resource, FencingToken token, Supplier<T> write) {
        ResourceName.requireValid(resource);
        return turns.take(resource, () -> {
            FencingToken seen = highest.getOrDefault(resource, token);
            if (token.compareTo(seen) < 0) {
                throw new StaleTokenException(resource, token, seen);
            }
            highest.put(resource, token);
            return write.get();
        });
    }
}
