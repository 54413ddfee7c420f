// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.SecretDigest;
import io.baton.raft.state.request.SessionId;
import java.util.Map;
import java.util.TreeMap;

/** One living session. */
final class Session {

    final SessionId id;
    final long leaseNanos;
    final String home;
    final SecretDigest secret;
    final TreeMap<Long, QueuedCandidacy> stands = new TreeMap<>();

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
}
