// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.config;

import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.ElectorOptions.OnDrainTimeout;
import io.baton.ElectorOptions.OnTaskFailure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;

/** Reads the keys that do not belong to a backend. */
public final class SettingsReader {

    public static final String PREFIX = "baton.";
    public static final String BACKEND = "baton.backend";
    private static final String LEASE = "baton.lease-duration";
    private static final String REQUEST = "baton.request-timeout";
    private static final String CONNECT = "baton.connect-timeout";
    private static final String REQUIRE = "baton.require-connection";
    private static final String MARGIN = "baton.clock-margin";
    private static final String CANDIDATE = "baton.candidate-id";
    public static final String ATTRIBUTE = "baton.attributes.";
    static final String BACKOFF = "resign-backoff";
    static final String DRAIN = "drain-timeout";
    static final String ON_DRAIN = "on-drain-timeout";
    static final String ON_FAILURE = "on-task-failure";
    private static final String ON_SHUTDOWN = "baton.close-on-shutdown";
    public static final Set<String> KEYS = Set.of(
            BACKEND,
            LEASE,
            REQUEST,
            CONNECT,
            REQUIRE,
            MARGIN,
            CANDIDATE,
            PREFIX + BACKOFF,
            PREFIX + DRAIN,
            PREFIX + ON_DRAIN,
            PREFIX + ON_FAILURE,
            ON_SHUTDOWN,
            WorkThreads.KEY);

    private final Map<String, String> configuration;

    public SettingsReader(Map<String, String> configuration) {
        this.configuration = configuration;
    }

    /**
     * Refuses keys that are unknown.
     *
     * @param backendKeys the keys of the backends on the class path
     * @param backendNames the words that may follow {@code baton.} although their backend is not the chosen one
     */
    public static void refuseUnknown(
            Map<String, String> configuration, Set<String> backendKeys, Set<String> backendNames) {
        unknown(configuration.keySet(), backendKeys, backendNames).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /** Which of some keys are unknown, with the key that the first one probably means; nothing if all are known. */
    public static Optional<String> unknown(Set<String> keys, Set<String> backendKeys, Set<String> backendNames) {
        List<String> unknown = keys.stream()
                .filter(key -> key.startsWith(PREFIX))
                .filter(key -> !isCore(key) && !known(key, backendKeys))
                .filter(key -> backendNames.stream().noneMatch(name -> key.startsWith(PREFIX + name + ".")))
                .sorted()
                .toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        Set<String> all = new HashSet<>(KEYS);
        all.addAll(backendKeys);
        all.addAll(ElectionSettings.near(unknown.get(0)));
        return Optional.of("unknown key " + unknown.get(0) + "; nearest known key: "
                + ClosestKey.to(unknown.get(0), all) + (unknown.size() > 1 ? "; also unknown: " + unknown : ""));
    }

    private static boolean isCore(String key) {
        return KEYS.contains(key)
                || key.startsWith(ATTRIBUTE)
                || ElectionSettings.election(key).isPresent();
    }

    private static boolean known(String key, Set<String> backendKeys) {
        return backendKeys.contains(key)
                || backendKeys.stream()
                        .anyMatch(k -> k.endsWith(".*") && key.startsWith(k.substring(0, k.length() - 1)));
    }

    public Settings read(Duration defaultLease) {
        Duration lease = duration(LEASE, defaultLease);
        return new Settings(
                lease,
                duration(REQUEST, lease.dividedBy(4)),
                duration(CONNECT, Duration.ofSeconds(15)),
                flag(REQUIRE, true),
                number(MARGIN, 0.01),
                new Candidate(configuration.getOrDefault(CANDIDATE, defaultCandidateId()), attributes()),
                ElectionSettings.read(this, configuration.keySet()));
    }

    /** Whether the connection is closed when the JVM shuts down. */
    public boolean closeOnShutdown() {
        return flag(ON_SHUTDOWN, false);
    }

    /** Makes the threads of tasks. */
    public ThreadFactory workThreads() {
        return WorkThreads.of(word(WorkThreads.KEY, "platform"));
    }

    /** The options under a prefix; what is not set there is as the given ones say. */
    ElectorOptions options(String prefix, ElectorOptions otherwise) {
        boolean keepsPlace =
                isFirst(prefix + ON_DRAIN, otherwise.onDrainTimeout() == OnDrainTimeout.KEEP, "keep", "release");
        boolean resigns =
                isFirst(prefix + ON_FAILURE, otherwise.onTaskFailure() == OnTaskFailure.RESIGN, "resign", "keep");
        return otherwise
                .withResignBackoff(notNegative(prefix + BACKOFF, otherwise.resignBackoff()))
                .withDrainTimeout(
                        notNegative(prefix + DRAIN, otherwise.drainTimeout()),
                        keepsPlace ? OnDrainTimeout.KEEP : OnDrainTimeout.RELEASE)
                .withOnTaskFailure(resigns ? OnTaskFailure.RESIGN : OnTaskFailure.KEEP);
    }

    private Duration notNegative(String key, Duration otherwise) {
        Duration duration = duration(key, otherwise);
        Checks.that(!duration.isNegative(), key + " is " + duration + "; give zero or a positive duration");
        return duration;
    }

    /** Whether the key has the first of two words. */
    private boolean isFirst(String key, boolean otherwise, String first, String second) {
        String word = word(key, otherwise ? first : second);
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
        return text == null ? otherwise : DurationFormat.read(key, text);
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
