// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import java.time.Duration;

/**
 * How much is written, and what the leaders go through meanwhile. The writes are spread evenly over the faults.
 *
 * @param writes how many writes are acknowledged at least
 * @param kills how many leaders are killed
 * @param freezes whether between two of them one is frozen
 * @param every the time from one fault to the next
 */
public record LoadPlan(int writes, int kills, boolean freezes, Duration every) {

    public LoadPlan {
        if (writes < 1 || kills < 1) {
            throw new IllegalArgumentException("a load has at least one write and one kill");
        }
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("there is at least a second from one kill to the next");
        }
    }

    int faults() {
        return freezes ? 2 * kills - 1 : kills;
    }

    /** How long the faults take, if none has to be put off. */
    Duration duration() {
        return every.multipliedBy(faults() + 1L);
    }
}
