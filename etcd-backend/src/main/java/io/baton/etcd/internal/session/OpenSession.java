// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.session;

import io.baton.spi.SessionGrant;

/** What a session has from its opening to its end: the grant, and what keeps the session's keys in the store. */
public record OpenSession(
        SessionGrant grant, SessionFence fence, EntryGuard guard, HeartbeatWatches heartbeats, KeepAlive keepAlive) {

    long validityNanos() {
        return grant.validity().toNanos();
    }
}
