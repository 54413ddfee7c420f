// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import io.baton.internal.config.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where the keys of a connection come from, in one order: a map, a URI, system properties, environment variables, and the file that one of those
 * names. The first that has a key decides; blank text counts as not set, but in the map.
 */
public final class ConfigurationSources {

    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;

    public ConfigurationSources(Map<String, String> systemProperties, Map<String, String> environment) {
        this.systemProperties = Map.copyOf(systemProperties);
        this.environment = Map.copyOf(environment);
    }

    /** Those of this process at this moment. */
    public static ConfigurationSources ofProcess() {
        Properties properties = System.getProperties();
        Map<String, String> texts = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key);
            // It may have been removed meanwhile.
            if (value != null) {
                texts.put(key, value);
            }
        }
        return new ConfigurationSources(texts, System.getenv());
    }

    /** What a map sets over these sources. */
    public ConnectionConfiguration under(Map<String, String> explicit, ConfigurationKeys keys) {
        return merge(explicit, Map.of(), keys);
    }

    /**
     * What a map and a URI set over these sources.
     *
     * @throws IllegalArgumentException if the URI does not fit
     */
    public ConnectionConfiguration under(Map<String, String> explicit, String uri, ConfigurationKeys keys) {
        return merge(explicit, ConnectionUri.read(uri, keys), keys);
    }

    private ConnectionConfiguration merge(
            Map<String, String> explicit, Map<String, SourcedValue> uri, ConfigurationKeys keys) {
        EnvironmentVariables variables = EnvironmentVariables.read(environment, keys);
        List<String> ignored = new ArrayList<>();
        if (!variables.ignored().isEmpty()) {
            ignored.add("environment variables that set no key are ignored: " + String.join("; ", variables.ignored()));
        }
        Map<String, SourcedValue> properties = ownKeys(systemProperties, "a system property");
        properties.keySet().removeIf(key -> isForeign(key, keys, ignored));
        Map<String, SourcedValue> merged = new TreeMap<>();
        for (Map<String, SourcedValue> layer : List.of(variables.values(), properties, uri)) {
            layer.forEach((key, sourced) -> {
                if (!sourced.isBlank()) {
                    merged.put(key, sourced);
                }
            });
        }
        merged.putAll(ownKeys(explicit, "the map given to connect"));
        return complete(merged, ignored, keys);
    }

    /** Whether a system property is none of a connection's: others in this JVM may own it. */
    private static boolean isForeign(String property, ConfigurationKeys keys, List<String> ignored) {
        if (ConfigurationKeys.isOfAnotherModule(property)) {
            return true;
        }
        Optional<String> why = keys.unknown(property);
        why.ifPresent(reason -> ignored.add("a system property that sets no key is ignored: " + reason));
        return why.isPresent();
    }

    /** Adds the file, whose keys come last. */
    private static ConnectionConfiguration complete(
            Map<String, SourcedValue> merged, List<String> ignored, ConfigurationKeys keys) {
        SourcedValue file = merged.remove(ConfigurationKeys.CONFIG);
        if (file != null && !file.isBlank()) {
            fileOf(file).forEach((key, sourced) -> {
                if (!sourced.isBlank()) {
                    merged.putIfAbsent(key, sourced);
                }
            });
        }
        ConnectionConfiguration configuration = new ConnectionConfiguration(merged, ignored);
        try {
            keys.refuseUnknown(configuration.keys());
        } catch (IllegalArgumentException e) {
            throw configuration.explained(e);
        }
        return configuration;
    }

    private static Map<String, SourcedValue> fileOf(SourcedValue path) {
        try {
            return PropertiesFile.read(path);
        } catch (IllegalArgumentException e) {
            throw new ConnectionConfiguration(Map.of(ConfigurationKeys.CONFIG, path)).explained(e);
        }
    }

    private static Map<String, SourcedValue> ownKeys(Map<String, String> source, String origin) {
        Map<String, SourcedValue> own = new TreeMap<>();
        source.forEach((key, value) -> {
            if (key.startsWith(SettingsReader.PREFIX)) {
                own.put(key, new SourcedValue(value, origin));
            }
        });
        return own;
    }
}
