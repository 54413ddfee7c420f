// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import java.util.OptionalLong;

/**
 * What a state may know besides its input.
 *
 * @param now the time
 * @param timing the election's durations
 * @param sessionOpen whether this process has a session to enter with
 * @param fencedAt when it was last heard that our session's fence was written; {@link Long#MIN_VALUE} if never
 * @param ends what has been seen of other sessions' ends
 * @param jitter a number from 0 to 1, different in each process, for what must not happen everywhere at once
 */
public record StepContext(
        long now, Timing timing, boolean sessionOpen, long fencedAt, SessionEnds ends, double jitter) {

    /** When the next look of a waiting candidate is due that hears nothing. */
    long nextLook() {
        return now + (long) (timing.leaseDuration() * (1 + jitter / 4));
    }

    /** What has been seen of the ends of other sessions. */
    @FunctionalInterface
    public interface SessionEnds {

        /**
         * A moment after the last proof of the given session, if it was watched and its end was seen: its last
         * heartbeat or the moment from which it was watched, whichever is later.
         */
        OptionalLong lastHeartbeat(String session);
    }
}
