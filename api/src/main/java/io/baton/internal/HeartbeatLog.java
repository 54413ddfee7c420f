// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.internal.engine.StepContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What this process has seen of other sessions' heartbeats. For the loop's thread only. */
final class HeartbeatLog implements StepContext.SessionEnds {

    /** Forgetting one costs its successors a wait, never safety. */
    private static final int MOST = 4096;

    private record Sign(long last, boolean ended) {}

    private final Map<String, Sign> signs = new LinkedHashMap<>();

    @Override
    public OptionalLong lastHeartbeat(String session) {
        Sign sign = signs.get(session);
        return sign != null && sign.ended() ? OptionalLong.of(sign.last()) : OptionalLong.empty();
    }

    void watching(String session, long now) {
        if (lastHeartbeat(session).isEmpty()) {
            put(session, new Sign(now, false));
        }
    }

    void heartbeat(String session, long now) {
        signs.computeIfPresent(session, (s, sign) -> sign.ended() ? sign : new Sign(now, false));
    }

    void watchedEnded(String session, long now) {
        Sign sign = signs.getOrDefault(session, new Sign(now, false));
        put(session, new Sign(sign.last(), true));
    }

    void unwatched(String session) {
        if (lastHeartbeat(session).isEmpty()) {
            signs.remove(session);
        }
    }

    /** Our own session is new: nothing is watched any more. */
    void unwatchedAll() {
        signs.values().removeIf(sign -> !sign.ended());
    }

    private void put(String session, Sign sign) {
        signs.remove(session);
        signs.put(session, sign);
        if (signs.size() > MOST) {
            signs.remove(signs.keySet().iterator().next());
        }
    }
}
