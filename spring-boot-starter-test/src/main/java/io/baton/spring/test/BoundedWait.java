// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.test;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what happens in milliseconds unless something is wrong. Interrupts do not end the wait: a test may lose the leadership
 * from inside leader-only work, which is interrupted by that.
 */
final class BoundedWait {

    /** Long enough for a build server that is busy, and for the longest pause between two sessions. */
    static final Duration BOUND = Duration.ofSeconds(60);

    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private BoundedWait() {}

    /** Waits until the condition holds. */
    static void until(BooleanSupplier condition, Supplier<String> otherwise) {
        present(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(), otherwise);
    }

    /** Waits until there is a value. */
    static <T> T present(Supplier<Optional<T>> value, Supplier<String> otherwise) {
        long began = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                Optional<T> found = value.get();
                if (found.isPresent()) {
                    return found.get();
                }
                if (System.nanoTime() - began > BOUND.toNanos()) {
                    throw new IllegalStateException(otherwise.get());
                }
                interrupted |= Thread.interrupted();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
