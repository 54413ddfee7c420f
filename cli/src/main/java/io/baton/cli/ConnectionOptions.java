// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import io.baton.Baton;
import io.baton.internal.SourcedConnector;
import io.baton.internal.config.source.ConnectionConfiguration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which store is meant. What is not set here comes from the surroundings, as {@link Baton#connect()} reads them. */
final class ConnectionOptions {

    @Option(
            names = "--store",
            paramLabel = "URI",
            description = "for example zookeeper://zk1:2181,zk2:2181 or etcd://etcd1:2379; without passwords")
    private Optional<String> store = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "properties baton.*, passwords too")
    private Optional<Path> config = Optional.empty();

    Baton connect(Map<String, String> more) {
        Map<String, String> explicit = explicit(more);
        return store.isPresent() ? Baton.connect(store.get(), explicit) : Baton.connectFromEnvironment(explicit);
    }

    /** A connection that a signal closes, so that its session does not stay in the store. */
    Baton connect() {
        return connect(Map.of("baton.close-on-shutdown", "true"));
    }

    /** The keys, without a connection. */
    ConnectionConfiguration configuration() {
        Map<String, String> explicit = explicit(Map.of());
        return store.isPresent()
                ? SourcedConnector.configuration(store.get(), explicit)
                : SourcedConnector.configuration(explicit);
    }

    private Map<String, String> explicit(Map<String, String> more) {
        Map<String, String> explicit = new HashMap<>(more);
        config.ifPresent(file -> explicit.put("baton.config", file.toString()));
        return explicit;
    }
}
