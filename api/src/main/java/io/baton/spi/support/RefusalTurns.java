// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;

/**
 * Spreads the attempts after refusals over time. The store gets about twenty attempts a second, however many requests it has refused;
 * with more than six hundred refused requests, each is tried once in half a minute. For one thread only.
 */
public final class RefusalTurns {

    /** No pause after a refusal is longer: a cause may stay for days, and the operator who removes it waits for the next attempt. */
    public static final Duration LONGEST = Duration.ofSeconds(30);

    private static final long APART = Duration.ofMillis(50).toNanos();

    private boolean begun;
    private long last;

    /** No turn has been given yet. */
    public RefusalTurns() {}

    /**
     * How long the next request waits: at least as long as given, in nanoseconds, and until its turn.
     *
     * @param random a number from 0 to 1: spreads the requests that are too many to get a turn each
     */
    public long pause(long now, long atLeast, double random) {
        long longest = LONGEST.toNanos();
        long turn = begun ? Math.max(0, last + APART - now) : 0;
        begun = true;
        last = now + Math.min(turn, longest);
        return Math.max(atLeast, turn < longest ? turn : (long) (longest * (1 - random / 2)));
    }
}
