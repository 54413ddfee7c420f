// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Candidate;
import io.baton.ElectorOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Reads the keys that do not belong to a backend. */
final class SettingsReader {

    static final String PREFIX = "baton.";
    static final String BACKEND = "baton.backend";
    private static final String LEASE = "baton.lease-duration";
    private static final String REQUEST = "baton.request-timeout";
    private static final String CONNECT = "baton.connect-timeout";
    private static final String REQUIRE = "baton.require-connection";
    private static final String MARGIN = "baton.clock-margin";
    private static final String CANDIDATE = "baton.candidate-id";
    private static final String ATTRIBUTE = "baton.attributes.";
    private static final String BACKOFF = "baton.resign-backoff";
    private static final String DRAIN = "baton.drain-timeout";
    private static final String ON_DRAIN = "baton.on-drain-timeout";
    private static final String ON_FAILURE = "baton.on-task-failure";
    private static final String ON_SHUTDOWN = "baton.close-on-shutdown";
    private static final Set<String> KEYS = Set.of(
            BACKEND,
            LEASE,
            REQUEST,
            CONNECT,
            REQUIRE,
            MARGIN,
            CANDIDATE,
            BACKOFF,
            DRAIN,
            ON_DRAIN,
            ON_FAILURE,
            ON_SHUTDOWN,
            WorkThreads.KEY);

    private final Map<String, String> configuration;

    SettingsReader(Map<String, String> configuration) {
        this.configuration = configuration;
    }

    /**
     * Refuses keys that nobody understands.
     *
     * @param backendKeys the keys of the backends on the class path
     * @param backendNames the words that may follow {@code baton.} although their backend is not the chosen one
     */
    static void refuseUnknown(Map<String, String> configuration, Set<String> backendKeys, Set<String> backendNames) {
        List<String> unknown = configuration.keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .filter(key -> !KEYS.contains(key) && !key.startsWith(ATTRIBUTE) && !known(key, backendKeys))
                .filter(key -> backendNames.stream().noneMatch(name -> key.startsWith(PREFIX + name + ".")))
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            Set<String> all = KEYS.stream().collect(Collectors.toSet());
            all.addAll(backendKeys);
            throw new IllegalArgumentException("unknown key " + unknown.get(0) + "; nearest known key: "
                    + Nearest.to(unknown.get(0), all) + (unknown.size() > 1 ? "; also unknown: " + unknown : ""));
        }
    }

    private static boolean known(String key, Set<String> backendKeys) {
        return backendKeys.contains(key)
                || backendKeys.stream()
                        .anyMatch(k -> k.endsWith(".*") && key.startsWith(k.substring(0, k.length() - 1)));
    }

    Settings read(Duration defaultLease) {
        Duration lease = duration(LEASE, defaultLease);
        return new Settings(
                lease,
                duration(REQUEST, lease.dividedBy(4)),
                duration(CONNECT, Duration.ofSeconds(15)),
                flag(REQUIRE, true),
                number(MARGIN, 0.01),
                new Candidate(configuration.getOrDefault(CANDIDATE, defaultCandidateId()), attributes()),
                electors());
    }

    /** Whether the connection is closed when the JVM shuts down. */
    boolean closeOnShutdown() {
        return flag(ON_SHUTDOWN, false);
    }

    /** Makes the threads of tasks. */
    ThreadFactory workThreads() {
        return WorkThreads.of(word(WorkThreads.KEY, "platform"));
    }

    private ElectorOptions electors() {
        ElectorOptions defaults = ElectorOptions.DEFAULTS;
        boolean keepsPlace = isFirst(ON_DRAIN, "keep", "release");
        boolean resigns = isFirst(ON_FAILURE, "resign", "keep");
        return defaults.withResignBackoff(duration(BACKOFF, defaults.resignBackoff()))
                .withDrainTimeout(
                        duration(DRAIN, defaults.drainTimeout()),
                        keepsPlace ? ElectorOptions.OnDrainTimeout.KEEP : ElectorOptions.OnDrainTimeout.RELEASE)
                .withOnTaskFailure(resigns ? ElectorOptions.OnTaskFailure.RESIGN : ElectorOptions.OnTaskFailure.KEEP);
    }

    /** Whether the key has the first of two words, which is the default. */
    private boolean isFirst(String key, String first, String second) {
        String word = word(key, first);
        Checks.that(
                word.equals(first) || word.equals(second), key + " is '" + word + "'; give " + first + " or " + second);
        return word.equals(first);
    }

    private String word(String key, String otherwise) {
        return configuration.getOrDefault(key, otherwise).strip().toLowerCase(Locale.ROOT);
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        configuration.forEach((key, value) -> {
            if (key.startsWith(ATTRIBUTE)) {
                attributes.put(key.substring(ATTRIBUTE.length()), value);
            }
        });
        return attributes;
    }

    private Duration duration(String key, Duration otherwise) {
        String text = configuration.get(key);
        return text == null ? otherwise : DurationText.read(key, text);
    }

    private boolean flag(String key, boolean otherwise) {
        String text =
                configuration.getOrDefault(key, Boolean.toString(otherwise)).strip();
        Checks.that(text.equals("true") || text.equals("false"), key + " is '" + text + "'; give true or false");
        return text.equals("true");
    }

    private double number(String key, double otherwise) {
        String text = configuration.get(key);
        try {
            return text == null ? otherwise : Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is '" + text + "', which is not a number", e);
        }
    }

    /** Two processes on one host, or two containers of one name, still differ. */
    private static String defaultCandidateId() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown-host";
        }
        String name = host.substring(0, Math.min(200, host.length()));
        return name + "-" + ProcessHandle.current().pid() + "-"
                + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
    }
}
