// SPDX-License-Identifier: Apache-2.0
package io.baton.spi;

import java.time.Duration;

/**
 * What the store has granted to a session.
 *
 * @param session the session's name in the records; never used for another session of the same store
 * @param leaseDuration how long the store keeps the session when it is silent
 * @param validity for how long a proof counts, from the moment before it was sent; shorter than the lease
 */
public record SessionGrant(String session, Duration leaseDuration, Duration validity) {

    public SessionGrant {
        if (validity.isNegative() || validity.isZero() || validity.compareTo(leaseDuration) >= 0) {
            throw new IllegalArgumentException(
                    "a validity of " + validity + " does not fit a lease of " + leaseDuration);
        }
    }
}
