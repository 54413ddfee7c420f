// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import io.baton.FencingToken;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.spi.ElectionName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the newest leader that the store has named with what this process holds. The own leadership is asked for after the store
 * has named the newer one, so that an answer which is true then contradicts the promise of one holder. Each newer leader is
 * suspected once. One thread at a time.
 */
final class OverlapSuspicion {

    private static final Logger LOG = LoggerFactory.getLogger(OverlapSuspicion.class);

    private final Runnable suspected;
    private long newest;
    private long toldOf;

    OverlapSuspicion(Runnable suspected) {
        this.suspected = suspected;
    }

    /** The store has named the leader with this token. */
    void named(FencingToken token) {
        newest = Math.max(newest, token.value());
    }

    /** Compares the newest leader with what the elector holds now. */
    void check(LeaderElector elector) {
        elector.leadership()
                .filter(own -> own.token().value() < newest && newest > toldOf)
                .filter(Leadership::isHeld)
                .ifPresent(own -> suspect(elector, own));
    }

    private void suspect(LeaderElector elector, Leadership own) {
        toldOf = newest;
        suspected.run();
        LOG.error(
                "election='{}' the store has named a leader with token {} while this process still held its leadership with token {}:"
                        + " two may have led at the same time. Foreign participants of the queue have no deadline and can be the"
                        + " cause; otherwise report this",
                new ElectionName(elector.election()),
                newest,
                own.token());
    }
}
