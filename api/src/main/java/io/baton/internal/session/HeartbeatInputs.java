// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.proof.HeartbeatLog;

/** Notes what is heard of other sessions' heartbeats, and tells the electors. For the loop's thread only. */
final class HeartbeatInputs {

    private final ElectionLoop loop;
    private final HeartbeatLog log;
    private final Electors electors;

    HeartbeatInputs(ElectionLoop loop, HeartbeatLog log, Electors electors) {
        this.loop = loop;
        this.log = log;
        this.electors = electors;
    }

    void watching(String session) {
        log.watching(session, loop.clock().nanos());
    }

    void heartbeat(String session) {
        log.heartbeat(session, loop.clock().nanos());
        electors.heartbeat(session);
    }

    void watchedEnded(String session) {
        log.watchedEnded(session, loop.clock().nanos());
        electors.each(ElectionState::tick);
    }

    void unwatched(String session) {
        log.unwatched(session);
    }
}
