// SPDX-License-Identifier: Apache-2.0
package io.baton.spring;

import io.baton.Leadership;
import io.baton.LossReason;

/**
 * A leadership of this process has ended. Published once for each {@link LeadershipElectedEvent}.
 *
 * @param leadership the leadership, which is not held any more
 * @param reason why it has ended
 */
public record LeadershipLostEvent(Leadership leadership, LossReason reason) {

    /** The election's name. */
    public String election() {
        return leadership.election();
    }
}
