// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import io.baton.spi.BackendProvider;
import io.baton.spi.ElectionBackend;
import io.baton.spi.MonotonicClock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes {@link InMemoryBackend}s from configuration: connections in one JVM with the same {@code baton.memory.store} share
 * a store, which stays until the JVM ends.
 */
public final class MemoryBackendProvider implements BackendProvider {

    private static final String STORE_KEY = "baton.memory.store";
    private static final Map<String, MemoryStore> STORES = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return InMemoryBackend.NAME;
    }

    @Override
    public Set<String> keys() {
        return Set.of(STORE_KEY);
    }

    @Override
    public ElectionBackend create(Map<String, String> configuration) {
        String store = configuration.getOrDefault(STORE_KEY, "default");
        if (store.isBlank()) {
            throw new IllegalArgumentException(STORE_KEY + " is blank");
        }
        return new InMemoryBackend(store(store));
    }

    /** The store of the connections whose {@code baton.memory.store} is this name. It is made when it is first asked for. */
    public static MemoryStore store(String name) {
        return STORES.computeIfAbsent(name, absent -> new MemoryStore(MonotonicClock.SYSTEM));
    }
}
