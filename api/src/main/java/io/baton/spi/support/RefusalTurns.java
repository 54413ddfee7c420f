// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;

/**
 * Spreads what is tried again after refusals: however many requests are refused, the store is asked at most twenty times a
 * second for them, or each once in half a minute. For one thread only.
 */
public final class RefusalTurns {

    /** No pause after a refusal is longer: a cause may stay for days, and the operator who removes it waits for the next attempt. */
    public static final Duration LONGEST = Duration.ofSeconds(30);

    private static final long APART = Duration.ofMillis(50).toNanos();

    private boolean begun;
    private long last;

    /** No turn has been given yet. */
    public RefusalTurns() {}

    /** How long the next request waits: at least as long as given, in nanoseconds, and until its turn. */
    public long pause(long now, long atLeast) {
        long turn = begun ? Math.max(0, last + APART - now) : 0;
        begun = true;
        last = now + Math.min(turn, LONGEST.toNanos());
        return Math.max(atLeast, last - now);
    }
}
