// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config;

import io.baton.ElectorOptions;
import io.baton.spi.ElectionName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options of electors, as the configuration has them.
 *
 * @param defaults for elections that have no keys of their own
 * @param own by the names of those that have
 */
public record ElectionSettings(ElectorOptions defaults, Map<String, ElectorOptions> own) {

    private static final String PREFIX = "baton.elections.";
    private static final Set<String> WORDS =
            Set.of(SettingsReader.BACKOFF, SettingsReader.DRAIN, SettingsReader.ON_DRAIN, SettingsReader.ON_FAILURE);

    /** What keys of one election look like; the star stands for its name, which may have dots. */
    public static final Set<String> PATTERNS =
            WORDS.stream().map(word -> PREFIX + "*." + word).collect(Collectors.toUnmodifiableSet());

    public ElectionSettings {
        own = Map.copyOf(own);
    }

    /** The same options for all elections. */
    public static ElectionSettings of(ElectorOptions options) {
        return new ElectionSettings(options, Map.of());
    }

    /** The options of the named election. */
    public ElectorOptions options(String election) {
        return own.getOrDefault(election, defaults);
    }

    static ElectionSettings read(SettingsReader reader, Set<String> keys) {
        ElectorOptions defaults = reader.options(SettingsReader.PREFIX, ElectorOptions.DEFAULTS);
        Map<String, ElectorOptions> own = new HashMap<>();
        for (String key : keys) {
            election(key).ifPresent(election -> {
                checkName(key, election);
                own.computeIfAbsent(election, name -> reader.options(PREFIX + name + ".", defaults));
            });
        }
        return new ElectionSettings(defaults, own);
    }

    private static void checkName(String key, String election) {
        try {
            new ElectionName(election);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /** The election that a key belongs to; nothing if the key is none of one election. */
    static Optional<String> election(String key) {
        int dot = key.lastIndexOf('.');
        return key.startsWith(PREFIX) && dot > PREFIX.length() && WORDS.contains(key.substring(dot + 1))
                ? Optional.of(key.substring(PREFIX.length(), dot))
                : Optional.empty();
    }

    /** The keys of the election that an unknown key probably means. */
    static Set<String> near(String unknown) {
        if (!unknown.startsWith(PREFIX)) {
            return Set.of();
        }
        int dot = unknown.lastIndexOf('.');
        String election = dot > PREFIX.length() ? unknown.substring(PREFIX.length(), dot) : "<name>";
        return WORDS.stream().map(word -> PREFIX + election + "." + word).collect(Collectors.toSet());
    }
}
