// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.store;

import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.raft.internal.config.LeaseProfile;
import io.baton.raft.state.LiveSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells of members whose lease durations are so different that their election timeouts are. A Raft leader's heartbeats follow its
 * own lease: a member with a much shorter one stands for election between them. For the replica's strand only.
 */
final class LeaseComparison {

    /** The sessions of the group are looked at all the time; leases change with restarts. */
    private static final int SELDOM = 20;

    private final Consumer<String> warning;
    private Map<String, Duration> told = Map.of();
    private int looks;

    /** @param warning is told once of each mismatch */
    LeaseComparison(Consumer<String> warning) {
        this.warning = warning;
    }

    /** To be called all the time, with the sessions of the group. */
    void look(List<LiveSession> sessions) {
        if (looks++ % SELDOM == 0) {
            compare(sessions);
        }
    }

    private void compare(List<LiveSession> sessions) {
        Map<String, Duration> leases = new TreeMap<>();
        sessions.stream()
                .filter(session -> !session.home().isEmpty())
                .forEach(session -> leases.put(session.home(), Duration.ofNanos(session.leaseNanos())));
        boolean isEven =
                leases.values().stream().map(ElectionTimeouts::of).distinct().count() <= 1;
        if (!isEven && !leases.equals(told)) {
            told = leases;
            warning.accept("the members of the group have different lease durations, " + leases
                    + ", so their Raft elections follow different timeouts: give all members the same"
                    + " baton.lease-duration or " + LeaseProfile.KEY);
        }
    }
}
