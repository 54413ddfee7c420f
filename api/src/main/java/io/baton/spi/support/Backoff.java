// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;

/**
 * The pauses between attempts at something that fails: each twice the one before, between two bounds, and shortened by up to
 * a half at random, so that processes do not try in step. For one thread only.
 */
public final class Backoff {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final long first;
    private final long longest;
    private long pause;

    /**
     * Pauses from {@code first} to {@code longest}.
     *
     * @throws IllegalArgumentException if {@code first} is not positive or is greater than {@code longest}
     */
    public Backoff(Duration first, Duration longest) {
        if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("not a back-off: from " + first + " to " + longest);
        }
        this.first = first.toNanos();
        this.longest = longest.toNanos();
        this.pause = this.first;
    }

    /**
     * Pauses that grow to the lease duration, thirty seconds at the most: once the cause is gone, a process shall not stay away
     * for much longer than after a crash.
     */
    public static Backoff within(Duration lease, Duration first) {
        Duration bound = lease.compareTo(LONGEST) < 0 ? lease : LONGEST;
        return new Backoff(first, bound.compareTo(first) < 0 ? first : bound);
    }

    /**
     * The pause before the next attempt, in nanoseconds.
     *
     * @param random a number from 0 to 1
     */
    public long next(double random) {
        long now = pause;
        pause = pause > longest / 2 ? longest : pause * 2;
        return (long) (now * (1 - random / 2));
    }

    /** An attempt has succeeded: the next pause is the first again. */
    public void reset() {
        pause = first;
    }
}
