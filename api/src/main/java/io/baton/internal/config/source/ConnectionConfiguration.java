// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import io.baton.internal.config.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The keys of one connection, each with its source.
 *
 * @param ignored what looks like keys in the environment and the system properties but sets none, each with what to write instead
 */
public record ConnectionConfiguration(Map<String, SourcedValue> values, List<String> ignored) {

    public ConnectionConfiguration {
        values = Map.copyOf(values);
        ignored = List.copyOf(ignored);
    }

    ConnectionConfiguration(Map<String, SourcedValue> values) {
        this(values, List.of());
    }

    /** The keys with their values. */
    public Map<String, String> keys() {
        Map<String, String> keys = new TreeMap<>();
        values.forEach((key, sourced) -> keys.put(key, sourced.value()));
        return keys;
    }

    /** The same error, which also says where the keys that it names were set. */
    public IllegalArgumentException explained(IllegalArgumentException error) {
        String message = String.valueOf(error.getMessage());
        // The known key that is nearest to an unknown one is not at fault.
        String about = message.startsWith("unknown key ") ? message.split(";", 2)[0] : message;
        String origins = new TreeMap<>(values)
                .entrySet().stream()
                        .filter(entry -> names(about, entry.getKey()))
                        .map(entry ->
                                entry.getKey() + " is from " + entry.getValue().origin())
                        .collect(Collectors.joining("; "));
        if (!values.containsKey(SettingsReader.BACKEND) && message.startsWith(SettingsReader.BACKEND + " is not set")) {
            origins = "sources: a map, a URI, the system property " + SettingsReader.BACKEND
                    + ", the environment variable " + VariableNames.name(SettingsReader.BACKEND)
                    + ", the file of " + ConfigurationKeys.CONFIG;
        }
        return origins.isEmpty() ? error : new IllegalArgumentException(message + " (" + origins + ")", error);
    }

    /** Whether the text has the key, and not only a longer one. */
    private static boolean names(String text, String key) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(key) + "(?![\\w-]|\\.\\w)")
                .matcher(text)
                .find();
    }

    /** The keys with their sources: values can be secrets. */
    @Override
    public String toString() {
        return new TreeMap<>(values).toString();
    }
}
