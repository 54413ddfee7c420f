// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A lease duration by the name of what it is chosen for. All other durations follow the lease, whether a profile or a duration is configured. */
public enum LeaseProfile {

    /** A crashed leader is replaced soonest; needs processors that are there when they are wanted. */
    FAST(Duration.ofMillis(400)),

    /** The default. */
    BALANCED(Duration.ofMillis(800)),

    /** Pauses of more than a second cost no leadership, and an idle group writes few entries. */
    CALM(Duration.ofSeconds(2));

    public static final String KEY = "baton.raft.profile";

    private final Duration lease;

    LeaseProfile(Duration lease) {
        this.lease = lease;
    }

    /**
     * The profile of that name.
     *
     * @throws IllegalArgumentException if there is none; the message names the key and all names
     */
    public static LeaseProfile named(String name) {
        String word = name.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(profile -> profile.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(KEY + " is '" + name + "'; give " + words()));
    }

    private static String words() {
        return Arrays.stream(values())
                .map(profile -> profile.word() + " (" + profile.lease.toMillis() + "ms)")
                .collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is asked for where {@code baton.lease-duration} is not set. */
    public Duration lease() {
        return lease;
    }

    /**
     * What to tell when the profile has no effect, since {@code baton.lease-duration} says another lease: a duration goes before a name,
     * so that one process can be given another lease than the configuration that it shares with others.
     */
    public Optional<String> overruledBy(Duration configured) {
        return configured.equals(lease)
                ? Optional.empty()
                : Optional.of("baton.lease-duration counts (" + configured.toMillis() + "ms), and " + KEY + "=" + word()
                        + " (" + lease.toMillis() + "ms) has no effect");
    }

    /** As it is configured. */
    @Override
    public String toString() {
        return word();
    }
}
