// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.report;

import io.baton.connection.SessionStatus;
import io.baton.internal.config.DurationFormat;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import java.time.Duration;

/**
 * Tells the operator and the application of outages: one line when one begins, one when it ends, however many sessions are
 * tried meanwhile. For the loop's thread only.
 */
public final class SessionOutage {

    private static final AsyncLogger LOG = AsyncLogger.of(SessionOutage.class);

    /** A proof without an answer and what follows it within this time are told as one. */
    private static final long ONE_OUTAGE = Duration.ofSeconds(10).toNanos();

    private final MonotonicClock clock;
    private final String store;
    private final Duration leaseAsked;
    private final SessionListeners sessionListeners;
    private long beganAt;
    private boolean ongoing;
    private boolean connectedOnce;
    private long unprovenAt;

    public SessionOutage(MonotonicClock clock, String store, Duration leaseAsked, SessionListeners sessionListeners) {
        this.clock = clock;
        this.store = store;
        this.leaseAsked = leaseAsked;
        this.sessionListeners = sessionListeners;
        this.unprovenAt = clock.nanos() - ONE_OUTAGE;
    }

    /**
     * Nothing was heard since the given time. Logs the outage once.
     *
     * @param server the server that was asked, or an empty string
     */
    public void began(long since, String what, String server) {
        String reason = what + (server.isEmpty() ? "" : " (server " + server + ")");
        if (ongoing) {
            LOG.debug("{}: the outage goes on: {}", store, reason);
            return;
        }
        ongoing = true;
        beganAt = since;
        sessionListeners.tell(watcher -> watcher.disconnected(reason));
        if (isUnproven()) {
            // The line about the proof was this outage's first.
            LOG.debug("{}: {}", store, reason);
            return;
        }
        LOG.warn("{}: {}; this process leads nothing beyond its deadlines until the store answers", store, reason);
    }

    /** A leader's proof has no known outcome. */
    public void unproven(Throwable cause, String server) {
        if (!ongoing && !isUnproven()) {
            unprovenAt = clock.nanos();
            LOG.warn(
                    "{}: a proof of leadership was not answered (server {}): {}; trying again before the deadline",
                    store,
                    server.isEmpty() ? "unknown" : server,
                    String.valueOf(cause.getMessage()));
        }
    }

    private boolean isUnproven() {
        return clock.nanos() - unprovenAt < ONE_OUTAGE;
    }

    public boolean isOngoing() {
        return ongoing;
    }

    /** The store answers a session that stands. */
    public void answered(SessionStatus status) {
        if (connectedOnce && !ongoing) {
            return;
        }
        boolean first = !connectedOnce;
        boolean outage = ongoing;
        connectedOnce = true;
        ongoing = false;
        sessionListeners.tell(watcher -> watcher.connected(status));
        String lasted = outage ? " after an outage of " + text(Duration.ofNanos(clock.nanos() - beganAt)) : "";
        LOG.info(
                "{}: {}{}: server {}, session {}, lease {}, validity {}",
                store,
                first ? "connected" : "connected again",
                lasted,
                status.server().orElse("unknown"),
                status.name(),
                text(status.leaseDuration()),
                text(status.validity()));
        if (first && !status.leaseDuration().equals(leaseAsked)) {
            LOG.info(
                    "{}: a lease of {} is granted where baton.lease-duration asks for {}",
                    store,
                    text(status.leaseDuration()),
                    text(leaseAsked));
        }
    }

    private static String text(Duration duration) {
        return DurationFormat.write(duration);
    }
}
