// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.connection;

import io.baton.internal.Connector;
import io.baton.internal.config.ClosestKey;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The keys that may be set in a Spring application, in any of the forms that Spring binds. Immutable. */
final class KnownKeys {

    /** What plain Java has no use for: keys of this module alone. */
    static final Set<String> SPRING_ONLY = Set.of(
            "baton.fencing.table",
            "baton.fencing.create-table",
            "baton.web.advertised-url",
            "baton.web.allowed-hosts",
            "baton.web.forward-timeout");

    private static final ConfigurationPropertyName ELECTIONS = ConfigurationPropertyName.of("baton.elections");

    private static final Pattern DOT = Pattern.compile("\\.");

    private final Set<String> keys;

    private KnownKeys(Set<String> keys) {
        this.keys = keys;
    }

    /** The keys of this project, those of backends whose jar is missing too, and of all backends on the class path. */
    static KnownKeys present() {
        Set<String> keys = new TreeSet<>(Connector.keys());
        keys.addAll(PlainKeys.names());
        keys.addAll(SPRING_ONLY);
        Connector.providers().values().forEach(provider -> keys.addAll(provider.keys()));
        return new KnownKeys(keys);
    }

    boolean contains(ConfigurationPropertyName name) {
        return matches(name) || (name.isNumericIndex(name.getNumberOfElements() - 1) && matches(name.getParent()));
    }

    private boolean matches(ConfigurationPropertyName name) {
        return keys.stream().anyMatch(key -> matches(DOT.splitAsStream(key).toList(), name));
    }

    /** A star at the end stands for all that follows, elsewhere for one element. */
    private static boolean matches(List<String> key, ConfigurationPropertyName name) {
        boolean open = key.get(key.size() - 1).equals("*");
        int elements = name.getNumberOfElements();
        if (open ? elements < key.size() : elements != key.size()) {
            return false;
        }
        for (int i = 0; i < key.size(); i++) {
            if (!key.get(i).equals("*") && !uniform(key.get(i)).equals(name.getElement(i, Form.UNIFORM))) {
                return false;
            }
        }
        return true;
    }

    private static String uniform(String element) {
        return element.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** What was probably meant. */
    String nearest(ConfigurationPropertyName unknown) {
        int last = unknown.getNumberOfElements() - 1;
        if (!ELECTIONS.isAncestorOf(unknown) || last < 3) {
            return ClosestKey.to(unknown.toString(), candidates("<name>"));
        }
        StringBuilder name = new StringBuilder(unknown.getElement(2, Form.ORIGINAL));
        for (int i = 3; i < last; i++) {
            name.append('.').append(unknown.getElement(i, Form.ORIGINAL));
        }
        String election = name.indexOf(".") < 0 ? "." + name : "[" + name + "]";
        return ClosestKey.to(
                "baton.elections" + election + "." + unknown.getElement(last, Form.ORIGINAL), inElection(election));
    }

    private Collection<String> inElection(String election) {
        Set<String> candidates = new TreeSet<>();
        keys.stream()
                .filter(key -> key.startsWith("baton.elections.*"))
                .forEach(key -> candidates.add(key.replace(".*", election)));
        return candidates;
    }

    private Collection<String> candidates(String name) {
        Set<String> candidates = new TreeSet<>();
        keys.forEach(key -> candidates.add(key.replace("*", name)));
        return candidates;
    }
}
