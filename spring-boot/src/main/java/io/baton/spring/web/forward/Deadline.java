// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.web.forward;

import java.time.Duration;

/** The end of the time for something. */
record Deadline(long at) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** What is left, not less than nothing. */
    long nanos() {
        return Math.max(0, at - System.nanoTime());
    }
}
