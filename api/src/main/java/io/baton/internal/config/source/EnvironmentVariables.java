// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the environment variables {@code BATON_*} say.
 *
 * @param values the keys that they set
 * @param ignored the names that set no key, each with what to write instead; other programs may own them
 */
record EnvironmentVariables(Map<String, SourcedValue> values, List<String> ignored) {

    private static final Pattern OWN = Pattern.compile("BATON_[A-Z0-9_]+");

    EnvironmentVariables {
        values = Map.copyOf(values);
        ignored = List.copyOf(ignored);
    }

    static EnvironmentVariables read(Map<String, String> environment, ConfigurationKeys keys) {
        VariableNames names = new VariableNames(keys);
        Map<String, SourcedValue> values = new TreeMap<>();
        Map<String, String> ignored = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (!value.isBlank() && OWN.matcher(name).matches()) {
                Optional<String> key = names.key(name);
                key.ifPresent(k -> values.put(k, new SourcedValue(value, "the environment variable " + name)));
                if (key.isEmpty()) {
                    names.advice(name).ifPresent(advice -> ignored.put(name, name + " (" + advice + ")"));
                }
            }
        });
        return new EnvironmentVariables(values, List.copyOf(ignored.values()));
    }
}
