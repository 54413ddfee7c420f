// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.refusal;

import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Logs what the store refuses: one stack trace per cause, then a line when the cause has changed or a while has passed. For
 * the loop's thread only.
 */
public final class RefusalLog {

    private static final AsyncLogger LOG = AsyncLogger.of(RefusalLog.class);
    private static final long EACH = Duration.ofSeconds(30).toNanos();
    private static final int MOST = 10_000;

    private final MonotonicClock clock;
    private final Map<String, Long> causes = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();

    public RefusalLog(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Tells of a refusal of the given election or session. */
    public void refused(String what, String why, Throwable cause) {
        long now = clock.nanos();
        String kind = kind(cause);
        bound(causes);
        bound(reasons);
        Long before = causes.get(kind);
        boolean changed = !why.equals(reasons.put(what, why));
        if (before == null) {
            causes.put(kind, now);
            LOG.warn("{}: {}; it is tried again with growing pauses", what, why, cause);
        } else if (changed) {
            LOG.warn("{}: {}", what, why);
        } else if (now - before >= EACH) {
            causes.put(kind, now);
            LOG.warn("{}, still: {}", what, why);
        } else {
            LOG.debug("{}: {}", what, why);
        }
    }

    private static void bound(Map<String, ?> map) {
        if (map.size() >= MOST) {
            map.clear();
        }
    }

    private static String kind(Throwable cause) {
        StringBuilder kind = new StringBuilder();
        Throwable link = cause;
        for (int depth = 0; link != null && depth < 10; depth++) {
            kind.append(link.getClass().getName()).append('/');
            if (link.getCause() == null) {
                kind.append(link.getStackTrace().length == 0 ? "" : link.getStackTrace()[0]);
            }
            link = link.getCause();
        }
        return kind.toString();
    }
}
