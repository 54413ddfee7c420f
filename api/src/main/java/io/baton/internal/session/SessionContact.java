// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import java.time.Duration;

/**
 * When a session was last heard of, and what its silence calls for. Written by the loop's thread only.
 */
final class SessionContact {

    private static final long SHORTEST_PATIENCE = Duration.ofSeconds(2).toNanos();
    private static final long SHORTEST_OPENING = Duration.ofSeconds(5).toNanos();

    private volatile long heardAt;
    private long patience = Long.MAX_VALUE;
    private boolean open;
    private boolean asked;

    /** What a silence calls for. */
    enum Due {
        NOTHING,
        /** The session is asked for a proof. */
        ASK,
        /** The silence is an outage. */
        TELL,
        /** The session is given up. */
        END
    }

    /** A session is being opened. */
    void opening(long now, long leaseAsked) {
        heard(now);
        open = false;
        patience = Math.max(2 * leaseAsked, SHORTEST_OPENING);
    }

    void opened(long now, long leaseGranted) {
        heard(now);
        open = true;
        granted(leaseGranted);
    }

    void granted(long lease) {
        patience = Math.max(lease, SHORTEST_PATIENCE);
    }

    /** There is no session. */
    void over() {
        open = false;
        patience = Long.MAX_VALUE;
    }

    void heard(long now) {
        heardAt = now;
        asked = false;
    }

    /** When something was last heard. May be called from any thread. */
    long heardAt() {
        return heardAt;
    }

    Due due(long now) {
        long silence = now - heardAt;
        if (silence >= patience) {
            return Due.END;
        }
        if (silence >= tellAfter()) {
            return Due.TELL;
        }
        if (open && !asked && silence >= askAfter()) {
            asked = true;
            return Due.ASK;
        }
        return Due.NOTHING;
    }

    /** When something is due next if nothing is heard, or {@link Long#MAX_VALUE}. */
    long dueAt(long now) {
        if (patience == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long silence = now - heardAt;
        if (open && silence < askAfter()) {
            return heardAt + askAfter();
        }
        return heardAt + (silence < tellAfter() ? tellAfter() : patience);
    }

    private long askAfter() {
        return patience / 5 * 2;
    }

    private long tellAfter() {
        return patience / 2;
    }
}
