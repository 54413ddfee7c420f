// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import io.baton.Baton;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connections to one store in memory, as several processes would have them; closes them all. */
final class Processes implements AutoCloseable {

    /** For everything that a machine with too much to do may delay. */
    static final Duration SOON = Duration.ofSeconds(60);

    private final MemoryStore store = new MemoryStore(MonotonicClock.SYSTEM);
    private final List<Baton> open = new ArrayList<>();

    /** A process with a lease that does not run out in a test. */
    Baton connect() {
        return connect(backend(), Map.of());
    }

    Baton connect(InMemoryBackend backend, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("baton.lease-duration", "60s", "baton.resign-backoff", "20ms"));
        all.putAll(settings);
        Baton baton = Baton.connect(backend, all);
        open.add(baton);
        return baton;
    }

    InMemoryBackend backend() {
        return new InMemoryBackend(store);
    }

    MemoryStore store() {
        return store;
    }

    @Override
    public void close() {
        Collections.reverse(open);
        open.forEach(Baton::close);
    }
}
