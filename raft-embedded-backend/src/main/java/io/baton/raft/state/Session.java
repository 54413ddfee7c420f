// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.ElectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One living session. */
final class Session {

    final SessionId id;
    final long leaseNanos;
    final String home;
    final SecretDigest secret;
    final TreeMap<Long, QueuedCandidacy> candidacies = new TreeMap<>();

    /** Tags of candidacies that another process has removed, with the index, until the session has heard of it. */
    final Map<Long, Long> removed = new TreeMap<>();

    long lastNumber;
    long lastTag;
    long fence;

    Session(SessionId id, long leaseNanos, String home, SecretDigest secret) {
        this.id = id;
        this.leaseNanos = leaseNanos;
        this.home = home;
        this.secret = secret;
    }

    /**
     * What the session has not heard of.
     *
     * @param since the entry up to which it has heard
     * @param index the entry up to which it hears now
     * @param changed the observed elections that may have another leader
     */
    SessionEvents eventsSince(long since, long index, List<ElectionName> changed) {
        List<SessionEvents.PositionChange> places = new ArrayList<>();
        for (QueuedCandidacy queuedCandidacy : candidacies.values()) {
            if (queuedCandidacy.changedAt > since) {
                places.add(queuedCandidacy.election.place(queuedCandidacy));
            }
        }
        List<Long> left = new ArrayList<>();
        for (Map.Entry<Long, Long> entry : removed.entrySet()) {
            if (entry.getValue() > since) {
                left.add(entry.getKey());
            }
        }
        return new SessionEvents(index, true, places, left, changed);
    }
}
