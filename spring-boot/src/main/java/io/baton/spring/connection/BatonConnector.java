// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.internal.Connector;
import io.baton.spi.ElectionBackend;
import io.baton.spring.failure.InvalidValueException;
import io.baton.spring.failure.MissingBackendException;
import io.baton.spring.failure.NotConnectedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.core.env.Environment;

/** Connects, and says in terms of Spring's properties why that is not possible. */
final class BatonConnector {

    private final List<GivenBackend> given;
    private final Environment environment;

    BatonConnector(List<GivenBackend> given, Environment environment) {
        this.given = List.copyOf(given);
        this.environment = environment;
    }

    Baton connect(PlainConfiguration configuration) {
        try {
            return connect(configuration.keys());
        } catch (IllegalArgumentException e) {
            throw InvalidValueException.of(e, environment);
        } catch (BatonException e) {
            throw new NotConnectedException(e);
        }
    }

    private Baton connect(Map<String, String> keys) {
        Optional<ElectionBackend> backend =
                given.stream().flatMap(g -> g.backend(keys).stream()).findFirst();
        if (backend.isPresent()) {
            return Baton.connect(backend.get(), withoutBackends(keys));
        }
        String wanted = keys.getOrDefault(PlainConfiguration.BACKEND, "");
        Connector.jar(wanted)
                .filter(jar -> !Connector.providers().containsKey(wanted))
                .ifPresent(jar -> {
                    throw new MissingBackendException(wanted, jar);
                });
        return Baton.connect(keys);
    }

    /** The keys that {@code Baton.connect} takes with a backend that exists. */
    private static Map<String, String> withoutBackends(Map<String, String> keys) {
        Set<String> backends = Connector.providers().keySet();
        Map<String, String> core = new TreeMap<>(keys);
        core.keySet().removeIf(key -> backends.stream().anyMatch(name -> key.startsWith("baton." + name + ".")));
        return core;
    }
}
