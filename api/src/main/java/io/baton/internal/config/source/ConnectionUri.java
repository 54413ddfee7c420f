// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import io.baton.internal.config.ClosestKey;
import io.baton.internal.config.SettingsReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The URI of a store: {@code scheme://host:port,host:port/path?key=value}, in which keys have no {@code baton.}. */
final class ConnectionUri {

    private static final Pattern AMPERSAND = Pattern.compile("&");
    private static final String SHORT_LEASE = "lease";
    private static final String LEASE = SettingsReader.PREFIX + "lease-duration";

    private ConnectionUri() {}

    /**
     * The keys that a URI sets.
     *
     * @throws IllegalArgumentException if a part of it does not fit; the message names the part and the remedy, and no secret
     */
    static Map<String, SourcedValue> read(String text, ConfigurationKeys keys) {
        UriParts parts = UriParts.of(text.strip());
        Map<String, SourcedValue> values = new TreeMap<>(UriAddress.read(parts, keys));
        AMPERSAND
                .splitAsStream(parts.query())
                .filter(parameter -> !parameter.isEmpty())
                .forEach(parameter -> add(parameter, values, keys));
        return values;
    }

    private static void add(String parameter, Map<String, SourcedValue> values, ConfigurationKeys keys) {
        int equals = parameter.indexOf('=');
        String name =
                PercentEncoding.decode("the URI's parameter", equals < 0 ? parameter : parameter.substring(0, equals));
        String key = key(name, keys);
        String part = "the URI's parameter '" + name + "'";
        if (equals < 0 || parameter.substring(equals + 1).isBlank()) {
            throw new IllegalArgumentException(part + " has no value; write " + name + "=<value> or leave it out");
        }
        SourcedValue value = new SourcedValue(PercentEncoding.decode(part, parameter.substring(equals + 1)), part);
        SourcedValue earlier = values.putIfAbsent(key, value);
        if (earlier != null) {
            throw new IllegalArgumentException(
                    part + " sets " + key + ", which " + earlier.origin() + " sets too; leave out one of them");
        }
    }

    private static String key(String name, ConfigurationKeys keys) {
        String key = name.equals(SHORT_LEASE) ? LEASE : SettingsReader.PREFIX + name;
        if (name.startsWith(SettingsReader.PREFIX)) {
            throw new IllegalArgumentException("the URI's parameter '" + name + "' begins with " + SettingsReader.PREFIX
                    + "; write it without, as " + name.substring(SettingsReader.PREFIX.length()));
        }
        try {
            keys.refuseUnknown(Map.of(key, ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the URI's parameter '" + name + "' is unknown; closest: " + ClosestKey.to(name, names(keys))
                            + ". Parameters are keys without " + SettingsReader.PREFIX,
                    e);
        }
        if (SecretKeys.contains(key)) {
            throw UriSecrets.parameter(name, key);
        }
        return key;
    }

    private static Set<String> names(ConfigurationKeys keys) {
        Set<String> names = new TreeSet<>(Set.of(SHORT_LEASE));
        keys.all().forEach(key -> names.add(key.substring(SettingsReader.PREFIX.length())));
        return names;
    }
}
