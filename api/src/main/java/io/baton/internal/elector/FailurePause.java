// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.internal.config.DurationFormat;
import io.baton.spi.support.Backoff;
import java.time.Duration;

/**
 * How long an elector stays out after a task has failed: longer each time, until a run has lasted longer than the pause before
 * it. For the loop's thread only.
 */
final class FailurePause {

    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Backoff backoff;
    private long last;

    FailurePause(Duration resignBackoff) {
        Duration first = resignBackoff.compareTo(SHORTEST) < 0 ? SHORTEST : bounded(resignBackoff);
        backoff = new Backoff(first, first.compareTo(LONGEST) > 0 ? first : LONGEST);
    }

    private static Duration bounded(Duration duration) {
        return Duration.ofNanos(DurationFormat.boundedNanos(duration));
    }

    /** The pause after a run that has lasted so long. */
    Duration after(long ranNanos) {
        if (ranNanos > last) {
            backoff.reset();
        }
        last = backoff.next(0);
        return Duration.ofNanos(last);
    }
}
