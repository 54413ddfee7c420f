// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How much of a lease has to be left. A leadership is renewed each third of its validity at the latest, so that at least half of
 * it is left while the store answers: what is taken from that half costs nothing.
 *
 * @param grace between asking the command to end and killing it
 * @param reserve between killing it and the end of the lease
 */
record LeaseMargins(Duration grace, Duration reserve) {

    private static final int RESERVED_PART = 8;
    private static final int GRACE_PART = 4;
    private static final int USABLE_PART = 2;
    private static final int STEPS = 4;

    /**
     * The margins within a validity.
     *
     * @throws IllegalArgumentException if the wanted grace does not fit into half of it
     */
    static LeaseMargins of(Duration validity, Optional<Duration> wanted) {
        Duration reserve = validity.dividedBy(RESERVED_PART);
        Duration longest = validity.dividedBy(USABLE_PART).minus(reserve);
        Duration grace = wanted.orElse(validity.dividedBy(GRACE_PART));
        if (grace.compareTo(longest) > 0) {
            throw new IllegalArgumentException("--grace is " + grace.toMillis() + "ms, but a leadership is held for "
                    + validity.toMillis() + "ms after its last renewal, which leaves room for " + longest.toMillis()
                    + "ms; give less, or raise baton.lease-duration");
        }
        return new LeaseMargins(grace, reserve);
    }

    /** How long from now until the command is asked to end, if nothing is renewed; not positive if it is time. */
    Duration untilTerm(Duration remaining) {
        return remaining.minus(reserve).minus(grace);
    }

    /** How long from now until the command is killed, if nothing is renewed; not positive if it is time. */
    Duration untilKill(Duration remaining) {
        return remaining.minus(reserve);
    }

    /** A part of the reserve: how long one attempt to kill may take before the next. */
    Duration step() {
        return reserve.dividedBy(STEPS);
    }
}
