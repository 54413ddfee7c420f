// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config.source;

import io.baton.internal.config.ClosestKey;
import io.baton.internal.config.SettingsReader;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of environment variables. A variable is called as its key, in capitals, with an underscore for each dot and dash. That loses
 * the difference between the two, so a key is not computed from a name: the name is looked for among those of the keys that exist.
 */
final class VariableNames {

    private static final Pattern SEPARATOR = Pattern.compile("[.-]");
    private static final String ELECTIONS = "BATON_ELECTIONS_";
    private static final String OPEN = ".*";

    /** What {@code baton run} tells its command, which can be a program that connects by itself. */
    private static final Set<String> OF_A_COMMAND = Set.of("BATON_CANDIDATE", "BATON_ELECTION", "BATON_TOKEN");

    private final ConfigurationKeys keys;
    private final Map<String, List<String>> byName;

    VariableNames(ConfigurationKeys keys) {
        this.keys = keys;
        this.byName = keys.all().stream()
                .filter(key -> key.indexOf('*') < 0)
                .collect(Collectors.groupingBy(VariableNames::name, TreeMap::new, Collectors.toList()));
    }

    /** The name of the variable that sets a key. */
    static String name(String key) {
        return SEPARATOR.matcher(key).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    /**
     * The key that a variable sets, if there is one.
     *
     * @throws IllegalArgumentException if there are several
     */
    Optional<String> key(String name) {
        List<String> found = byName.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw new IllegalArgumentException("the environment variable " + name + " could be each of " + found
                    + "; set the one that is meant as a system property or in the file of " + ConfigurationKeys.CONFIG);
        }
        return found.isEmpty() ? openKey(name) : Optional.of(found.get(0));
    }

    /** A key that ends with a name of the user's: each underscore of that stands for a dot, as in Spring Boot. */
    private Optional<String> openKey(String name) {
        return keys.all().stream()
                .filter(key -> key.endsWith(OPEN))
                .map(key -> key.substring(0, key.length() - 1))
                .filter(prefix -> name.startsWith(name(prefix)) && name.length() > prefix.length())
                .max(Comparator.comparingInt(String::length))
                .map(prefix -> prefix
                        + name.substring(prefix.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'));
    }

    /**
     * What to write instead of a name that sets no key; nothing if it is a key of another module, or of a backend whose jar is missing, or tells a
     * command of {@code baton run} of its leadership.
     */
    Optional<String> advice(String name) {
        if (ConfigurationKeys.isOfAnotherModule(name.toLowerCase(Locale.ROOT).replace('_', '.'))) {
            return Optional.empty();
        }
        if (OF_A_COMMAND.contains(name)) {
            return Optional.empty();
        }
        if (name.startsWith(ELECTIONS)) {
            return Optional.of(
                    "capitals do not tell the name of an election: set baton.elections.<name>.* as a system property or in"
                            + " the file of " + ConfigurationKeys.CONFIG);
        }
        if (keys.absent().stream().anyMatch(backend -> name.startsWith(name(SettingsReader.PREFIX + backend + ".")))) {
            return Optional.empty();
        }
        String closest = ClosestKey.to(name, byName.keySet());
        return Optional.of(
                "closest: " + closest + " for " + String.join(", ", byName.getOrDefault(closest, List.of())));
    }
}
