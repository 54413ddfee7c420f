// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import io.baton.FencingToken;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Keeps the greatest tokens in this process. Thread-safe; a slow write delays those of its own resource only. */
final class InMemoryTokenStore implements TokenStore {

    /** That of a resource changes in the resource's turn only. */
    private final ConcurrentMap<String, FencingToken> highest = new ConcurrentHashMap<>();

    @Override
    public void accept(String resource, FencingToken token) {
        FencingToken seen = highest.getOrDefault(resource, token);
        if (token.compareTo(seen) < 0) {
            throw new StaleTokenException(resource, token, seen);
        }
        highest.put(resource, token);
    }

    @Override
    public <T> T write(String resource, FencingToken token, Supplier<T> write) {
        accept(resource, token);
        return write.get();
    }
}
