// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.launcher;

import io.baton.examples.storage.cluster.ClusterSettings;
import io.baton.examples.storage.load.LoadPlan;
import io.baton.examples.storage.load.StorageLoad;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.convert.DurationStyle;

/**
 * What the launcher is asked for.
 *
 * @param load nothing if the cluster runs until it is stopped
 */
record LauncherOptions(ClusterSettings cluster, Optional<LoadPlan> load) {

    static final String USAGE = "options: --backend=raft|zookeeper|etcd --instances=3 --database=h2|<jdbc url>"
            + " --load --writes=10000 --kills=10 --freezes=true --kill-every=5s";

    private static final Set<String> NAMES =
            Set.of("backend", "instances", "database", "load", "writes", "kills", "freezes", "kill-every");

    /**
     * Reads {@code --name=value}.
     *
     * @throws IllegalArgumentException if an option is unknown or its value is not what it should be
     */
    static LauncherOptions parse(List<String> arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            String name = parts[0].startsWith("--") ? parts[0].substring(2) : "";
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("unknown option " + argument);
            }
            given.put(name, parts.length == 2 ? parts[1] : "true");
        }
        ClusterSettings cluster = new ClusterSettings(
                given.getOrDefault("backend", "raft"),
                number(given, "instances", 3),
                Optional.of(given.getOrDefault("database", "h2")).filter(url -> !url.equals("h2")),
                Map.of());
        return Boolean.parseBoolean(given.get("load"))
                ? new LauncherOptions(cluster.withProperties(StorageLoad.PROPERTIES), Optional.of(plan(given)))
                : new LauncherOptions(cluster, Optional.empty());
    }

    private static LoadPlan plan(Map<String, String> given) {
        return new LoadPlan(
                number(given, "writes", 10_000),
                number(given, "kills", 10),
                Boolean.parseBoolean(given.getOrDefault("freezes", "true")),
                DurationStyle.detectAndParse(given.getOrDefault("kill-every", "5s")));
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        String value = given.getOrDefault(name, Integer.toString(otherwise));
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("--" + name + " is a number, not " + value, wrong);
        }
    }
}
