// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.spi.MonotonicClock;
import io.baton.spi.support.Backoff;
import java.time.Duration;

/**
 * How long to wait before standing, or opening a session, again after a refusal: longer after each, since the cause stays until
 * an operator removes it. For the loop's thread only.
 */
final class RefusalPause {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** After so long without a refusal the next one is a new matter. */
    private static final long FORGOTTEN = LONGEST.multipliedBy(4).toNanos();

    private final MonotonicClock clock;
    private final Backoff backoff = new Backoff(FIRST, LONGEST);
    private long pause = FIRST.toNanos();
    private long refusedAt;

    RefusalPause(MonotonicClock clock) {
        this.clock = clock;
        refusedAt = clock.nanos();
    }

    /** The pause after the last refusal. */
    long pause() {
        return pause;
    }

    /** A refusal; the next pause is longer than the one before. */
    void refused(double random) {
        long now = clock.nanos();
        if (now - refusedAt > FORGOTTEN) {
            backoff.reset();
        }
        refusedAt = now;
        pause = backoff.next(random);
    }

    void reset() {
        backoff.reset();
        pause = FIRST.toNanos();
    }
}
