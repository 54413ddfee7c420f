// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.candidacy;

import io.baton.spi.support.HighestOrderValue;
import java.util.Optional;

/** Compares the order value of a candidacy with those that this process has seen before. For the strand only. */
final class OrderValueCheck {

    private final HighestOrderValue memory;
    private long newestBefore;

    OrderValueCheck(HighestOrderValue memory) {
        this.memory = memory;
    }

    /** The candidacy is about to enter: its order value has to be greater than all seen before. */
    void begin() {
        newestBefore = memory.newest();
    }

    /** Why the candidacy must not go on with its order value, if it must not. */
    Optional<IllegalStateException> objection(long orderValue) {
        if (orderValue > newestBefore) {
            return Optional.empty();
        }
        return Optional.of(new IllegalStateException("this process has seen the group give number " + newestBefore
                + ", and now gets " + orderValue
                + ". Its disks were wiped or restored. Raise the token floor of every election above the greatest"
                + " token ever used, then restart this process"));
    }
}
