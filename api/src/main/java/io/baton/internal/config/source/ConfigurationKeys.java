// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import io.baton.internal.config.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The keys that exist where a connection is made.
 *
 * @param ofNoBackend the keys that belong to no backend; a star stands for a name
 * @param ofBackends the keys of the backends on the class path
 * @param backends the names of all backends that are known, with or without their jar
 * @param absent the names of those without
 */
public record ConfigurationKeys(
        Set<String> ofNoBackend, Set<String> ofBackends, Set<String> backends, Set<String> absent) {

    /** Names the file of properties; no connection has it. */
    static final String CONFIG = "baton.config";

    /** What Baton's own modules for Spring and for containers read themselves. */
    private static final List<String> OF_OTHER_MODULES =
            List.of("baton.testcontainers.", "baton.web.", "baton.fencing.");

    public ConfigurationKeys {
        ofNoBackend = Set.copyOf(ofNoBackend);
        ofBackends = Set.copyOf(ofBackends);
        backends = Set.copyOf(backends);
        absent = Set.copyOf(absent);
    }

    Set<String> all() {
        Set<String> all = new TreeSet<>(ofNoBackend);
        all.addAll(ofBackends);
        all.add(CONFIG);
        return all;
    }

    static boolean isOfAnotherModule(String key) {
        return OF_OTHER_MODULES.stream().anyMatch(key::startsWith);
    }

    /** Why a key means nothing to a connection, if it does not. */
    Optional<String> unknown(String key) {
        return key.equals(CONFIG) ? Optional.empty() : SettingsReader.unknown(Set.of(key), ofBackends, absent);
    }

    void refuseUnknown(Map<String, String> configuration) {
        Map<String, String> ofConnection = new TreeMap<>(configuration);
        ofConnection.remove(CONFIG);
        SettingsReader.refuseUnknown(ofConnection, ofBackends, absent);
    }
}
