// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.refusal;

import io.baton.spi.MonotonicClock;
import io.baton.spi.support.RefusalTurns;

/**
 * How long to wait before standing, or opening a session, again after a refusal: longer after each, since the cause stays until
 * an operator removes it, but no longer than a bound, since the operator then waits. For the loop's thread only.
 */
public final class RefusalPause {

    private static final long FIRST = 1_000_000_000;

    private static final long LONGEST = RefusalTurns.LONGEST.toNanos();

    /** After so long without a refusal the next one is a new matter. */
    private static final long FORGOTTEN = 4 * LONGEST;

    private final MonotonicClock clock;
    private final long bound;
    private final RefusalTurns turns;
    private long grown = FIRST;
    private long pause = FIRST;
    private long refusedAt;

    /**
     * Nothing has been refused yet.
     *
     * @param bound what the pause grows to, in nanoseconds; from one second to {@link RefusalTurns#LONGEST} whatever is given
     * @param turns of all that pause as long as they may
     */
    public RefusalPause(MonotonicClock clock, long bound, RefusalTurns turns) {
        this.clock = clock;
        this.bound = Math.max(FIRST, Math.min(bound, LONGEST));
        this.turns = turns;
        refusedAt = clock.nanos();
    }

    /** The pause after the last refusal. */
    public long pause() {
        return pause;
    }

    /**
     * A refusal; the next pause is longer than the one before, until the bound is reached.
     *
     * @param random a number from 0 to 1; shortens the pause by up to a half
     */
    public void refused(double random) {
        long now = clock.nanos();
        if (now - refusedAt > FORGOTTEN) {
            grown = FIRST;
        }
        refusedAt = now;
        long shortened = (long) (grown * (1 - random / 2));
        pause = grown < bound ? shortened : turns.pause(now, shortened, random);
        grown = Math.min(2 * grown, bound);
    }

    public void reset() {
        grown = FIRST;
        pause = FIRST;
    }
}
