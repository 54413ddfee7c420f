// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

/**
 * Spreads what is tried again after refusals: however many elections of a connection are refused, the store is asked at most
 * twenty times a second for them, or each once in half a minute. For the loop's thread only.
 */
final class RefusalTurns {

    private static final long APART = 50_000_000;

    private long last = Long.MIN_VALUE;

    /** How long the next one waits: at least as long as given, in nanoseconds, and until its turn. */
    long pause(long now, long atLeast) {
        last = last == Long.MIN_VALUE ? now : Math.max(now, last + APART);
        long turn = Math.min(last - now, RefusalPause.LONGEST);
        last = now + turn;
        return Math.max(atLeast, turn);
    }
}
