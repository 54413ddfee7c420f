// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import java.time.Duration;
import java.util.List;

/** Tells that something has not moved for a while, each time after twice the while before. For one thread. */
final class NoProgressTimer {

    /** A member that has not looked for longer was not awake, and does not know what has moved meanwhile. */
    private static final long LATE = Duration.ofMillis(200).toNanos();

    private static final int MOST_DOUBLINGS = 5;

    private final long bound;
    private List<Long> state = List.of();
    private long since;
    private long lookedAt;
    private int times;

    NoProgressTimer(Duration bound) {
        this.bound = bound.toNanos();
    }

    /**
     * To be asked all the time while it should move.
     *
     * @param present where it is now
     */
    boolean lasts(List<Long> present, long now) {
        boolean wasAwake = now - lookedAt <= LATE;
        lookedAt = now;
        if (!wasAwake || !present.equals(state)) {
            state = present;
            since = now;
            return false;
        }
        if (now - since <= bound << Math.min(times, MOST_DOUBLINGS)) {
            return false;
        }
        times++;
        state = List.of();
        return true;
    }

    /** It need not move at the moment. */
    void pause() {
        state = List.of();
    }

    /** It has come to where it should. */
    void end() {
        state = List.of();
        times = 0;
    }
}
