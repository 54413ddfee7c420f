// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

/**
 * The one clock of the library: nanoseconds that never go back, from an origin of its own. Readings of two processes
 * cannot be compared.
 */
@FunctionalInterface
public interface MonotonicClock {

    /** {@link System#nanoTime()}, counted from a moment shortly before this class was loaded. */
    MonotonicClock SYSTEM = new MonotonicClock() {
        private final long origin = System.nanoTime() - 1;

        @Override
        public long nanos() {
            return System.nanoTime() - origin;
        }
    };

    /** The time that has passed since the origin. */
    long nanos();
}
