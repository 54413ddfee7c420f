// SPDX-License-Identifier: Apache-2.0
package io.baton.spring;

import io.baton.Leadership;

/**
 * This process leads an election. Published once for each leadership, before its {@link LeadershipLostEvent}, never on the
 * thread that renews: a listener that blocks delays nothing but later events of the same election.
 *
 * @param leadership the leadership; it may have ended by the time the event is heard
 */
public record LeadershipElectedEvent(Leadership leadership) {

    /** The election's name. */
    public String election() {
        return leadership.election();
    }
}
