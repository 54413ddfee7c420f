// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import io.baton.Baton;
import io.baton.spi.ElectionBackend;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connections to one store in memory, with a long lease unless a test asks for another; closes them all. */
final class Connections implements AutoCloseable {

    /** For everything that happens without waiting for a lease or a timeout. */
    static final Duration SOON = Duration.ofSeconds(10);

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final List<Baton> open = new ArrayList<>();

    Baton connect() {
        return connect(Map.of());
    }

    Baton connect(Map<String, String> settings) {
        return connect(backend(), settings);
    }

    Baton connect(ElectionBackend backend, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("baton.lease-duration", "60s", "baton.resign-backoff", "20ms"));
        all.putAll(settings);
        return add(Baton.connect(backend, all));
    }

    /** A connection that the test has made in another way. */
    Baton add(Baton baton) {
        open.add(baton);
        return baton;
    }

    InMemoryBackend backend() {
        return new InMemoryBackend(store);
    }

    @Override
    public void close() {
        Collections.reverse(open);
        open.forEach(Baton::close);
    }
}
