// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tells the facts at least once in a third of the lease that servers answer, as long as they do. ZooKeeper's client says
 * nothing of its pings, so a session with nothing else to ask asks for its own sign. The answer proves nothing about
 * leadership: any server may give it, also one that has fallen behind.
 */
final class AnswerReport {

    /** As often as ZooKeeper's client pings when it has nothing to ask; these requests take the place of its pings. */
    private static final int QUESTIONS_PER_LEASE = 3;

    private static final int REPORTS_PER_LEASE = 20;

    private final MonotonicClock clock;
    private final SessionFacts facts;
    private final Supplier<Duration> lease;
    private boolean told;
    private long toldAt;
    private long heardAt;

    AnswerReport(MonotonicClock clock, SessionFacts facts, Supplier<Duration> lease) {
        this.clock = clock;
        this.facts = facts;
        this.lease = lease;
    }

    /** A server has answered. */
    void heard() {
        heardAt = clock.nanos();
        if (!told || heardAt - toldAt >= lease.get().toNanos() / REPORTS_PER_LEASE) {
            told = true;
            toldAt = heardAt;
            facts.answered();
        }
    }

    /** Asks when nothing else is asked, until the session is over. */
    void watch(SessionContext sessionContext, OpenSession session) {
        Duration pause = lease.get().dividedBy(QUESTIONS_PER_LEASE);
        Duration idle = Duration.ofNanos(clock.nanos() - heardAt);
        boolean silent = idle.compareTo(pause) >= 0;
        if (silent && session.isConnected()) {
            sessionContext.wire().exists(sessionContext.ownSign(), null, read -> {});
        }
        sessionContext.strand().later(silent ? pause : pause.minus(idle), () -> {
            if (!session.isOver()) {
                watch(sessionContext, session);
            }
        });
    }
}
