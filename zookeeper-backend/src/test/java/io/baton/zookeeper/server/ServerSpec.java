// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How a server is configured: lines of {@code zoo.cfg}, system properties of its JVM, and its release. Immutable. */
public record ServerSpec(
        Map<String, String> configuration, Map<String, String> systemProperties, ServerRelease release) {

    public ServerSpec {
        configuration = Map.copyOf(configuration);
        systemProperties = Map.copyOf(systemProperties);
    }

    /**
     * Ticks of 500 ms, so sessions from 1 s to 10 s; followers that hear nothing for 5 ticks give up; writes are forced
     * to disk; all four letter words are answered.
     */
    public static ServerSpec standard() {
        return new ServerSpec(
                Map.of(
                        "tickTime", "500",
                        "syncLimit", "5",
                        "initLimit", "10",
                        "admin.enableServer", "false",
                        "4lw.commands.whitelist", "*"),
                Map.of(),
                ServerRelease.configured());
    }

    /** Another release than the one that all tests run by default. */
    public ServerSpec of(ServerRelease other) {
        return new ServerSpec(configuration, systemProperties, other);
    }

    /** The unit of session expiry; session timeouts are limited to 2 to 20 ticks unless configured otherwise. */
    public ServerSpec tickTime(Duration tick) {
        return configuration("tickTime", Long.toString(tick.toMillis()));
    }

    /** For how many ticks a follower and its leader bear each other's silence. */
    public ServerSpec syncLimit(int ticks) {
        return configuration("syncLimit", Integer.toString(ticks));
    }

    public ServerSpec sessionTimeouts(Duration least, Duration most) {
        return configuration("minSessionTimeout", Long.toString(least.toMillis()))
                .configuration("maxSessionTimeout", Long.toString(most.toMillis()));
    }

    /** Acknowledges writes before they are on disk: quicker on slow disks, and safe as long as only processes die. */
    public ServerSpec withoutForcedWrites() {
        return configuration("forceSync", "no");
    }

    /** A line of {@code zoo.cfg}; {@code dataDir} and the ports of the server are given by the fixture. */
    public ServerSpec configuration(String key, String value) {
        return new ServerSpec(with(configuration, key, value), systemProperties, release);
    }

    public ServerSpec systemProperty(String key, String value) {
        return new ServerSpec(configuration, with(systemProperties, key, value), release);
    }

    String text() {
        return configuration.entrySet().stream()
                .map(line -> line.getKey() + "=" + line.getValue())
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Map<String, String> with(Map<String, String> old, String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(old);
        changed.put(key, value);
        return changed;
    }
}
