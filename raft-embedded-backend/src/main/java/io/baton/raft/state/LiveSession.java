// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.state;

import io.baton.raft.state.request.SessionId;

/**
 * A session that stands, as those see it who watch over its lease.
 *
 * @param leaseNanos its lease duration
 * @param keptNanos how long it is kept when nothing is heard of it: longer than its lease while it has no candidate
 * @param home the member in whose process it lives, or the empty string
 * @param lastNumber the number of its last entry
 */
public record LiveSession(SessionId session, long leaseNanos, long keptNanos, String home, long lastNumber) {

    static LiveSession of(Session session) {
        long keptNanos = session.candidacies.isEmpty() ? LeaseRules.resting(session.leaseNanos) : session.leaseNanos;
        return new LiveSession(session.id, session.leaseNanos, keptNanos, session.home, session.lastNumber);
    }
}
