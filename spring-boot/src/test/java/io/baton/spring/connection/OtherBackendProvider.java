// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.spi.BackendProvider;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import io.baton.spi.SessionRequest;
import io.baton.testkit.memory.InMemoryBackend;
import io.baton.testkit.memory.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A backend of a third party, {@code other}: in memory, with keys of its own and one password that it refuses. */
public final class OtherBackendProvider implements BackendProvider {

    static final String NAME = "other";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> keys() {
        return Set.of("baton.other.datacenter", "baton.other.servers", "baton.other.password", "baton.other.labels.*");
    }

    @Override
    public ElectionBackend create(Map<String, String> configuration) {
        return new Other(configuration);
    }

    /** A backend that says in its name what it was made from. */
    private static final class Other implements ElectionBackend {

        private final Map<String, String> configuration;
        private final InMemoryBackend memory = new InMemoryBackend(new MemoryStore(MonotonicClock.SYSTEM));

        Other(Map<String, String> configuration) {
            this.configuration = Map.copyOf(configuration);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Duration defaultLeaseDuration() {
            return memory.defaultLeaseDuration();
        }

        @Override
        public BackendSession open(SessionRequest request, SessionFacts facts) {
            if ("refused".equals(configuration.get("baton.other.password"))) {
                facts.failed(new IllegalStateException("the user or the password is not accepted"));
            }
            return memory.open(request, facts);
        }

        @Override
        public void close() {
            memory.close();
        }

        @Override
        public String toString() {
            return "Other in " + configuration.getOrDefault("baton.other.datacenter", "no datacenter");
        }
    }
}
