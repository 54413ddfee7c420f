// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.proof;

import io.baton.internal.engine.StepContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What this process has seen of other sessions' heartbeats. For the loop's thread only. */
public final class HeartbeatLog implements StepContext.SessionEnds {

    /** Forgetting one costs its successors a wait, never safety. */
    private static final int MOST = 4096;

    private record Heartbeat(long last, boolean ended) {}

    private final Map<String, Heartbeat> heartbeats = new LinkedHashMap<>();

    @Override
    public OptionalLong proofsEndedBy(String session) {
        Heartbeat heartbeat = heartbeats.get(session);
        return heartbeat != null && heartbeat.ended() ? OptionalLong.of(heartbeat.last()) : OptionalLong.empty();
    }

    public void watching(String session, long now) {
        if (proofsEndedBy(session).isEmpty()) {
            put(session, new Heartbeat(now, false));
        }
    }

    public void heartbeat(String session, long now) {
        heartbeats.computeIfPresent(
                session, (name, heartbeat) -> heartbeat.ended() ? heartbeat : new Heartbeat(now, false));
    }

    public void watchedEnded(String session, long now) {
        Heartbeat heartbeat = heartbeats.getOrDefault(session, new Heartbeat(now, false));
        put(session, new Heartbeat(heartbeat.last(), true));
    }

    public void unwatched(String session) {
        if (proofsEndedBy(session).isEmpty()) {
            heartbeats.remove(session);
        }
    }

    /** Our own session is new: nothing is watched any more. */
    public void unwatchedAll() {
        heartbeats.values().removeIf(heartbeat -> !heartbeat.ended());
    }

    private void put(String session, Heartbeat heartbeat) {
        heartbeats.remove(session);
        heartbeats.put(session, heartbeat);
        if (heartbeats.size() > MOST) {
            heartbeats.remove(heartbeats.keySet().iterator().next());
        }
    }
}
