// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import io.baton.spi.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to go on. Thread-safe. */
public final class ManualClock implements MonotonicClock {

    private final AtomicLong nanos = new AtomicLong(1);

    @Override
    public long nanos() {
        return nanos.get();
    }

    /**
     * Lets time pass.
     *
     * @throws IllegalArgumentException if the clock would go back
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a monotonic clock does not go back by " + duration);
        }
        nanos.addAndGet(duration.toNanos());
    }
}
