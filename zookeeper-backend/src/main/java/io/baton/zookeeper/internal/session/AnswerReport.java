// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.session;

import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionFacts;
import io.baton.zookeeper.internal.client.AsyncZooKeeper;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tells the facts at least once in a third of the lease that servers answer, as long as they do. ZooKeeper's client says
 * nothing of its pings, so a session with nothing else to ask asks for its own heartbeat node. The answer proves nothing about
 * leadership: any server may give it, also one that has fallen behind.
 */
public final class AnswerReport {

    /** As often as ZooKeeper's client pings when it has nothing to ask; these requests take the place of its pings. */
    private static final int QUESTIONS_PER_LEASE = 3;

    private static final int REPORTS_PER_LEASE = 20;

    private final MonotonicClock clock;
    private final SessionFacts facts;
    private final Supplier<Duration> lease;
    private boolean told;
    private long toldAt;
    private long heardAt;

    public AnswerReport(MonotonicClock clock, SessionFacts facts, Supplier<Duration> lease) {
        this.clock = clock;
        this.facts = facts;
        this.lease = lease;
    }

    /** A server has answered. */
    public void heard() {
        heardAt = clock.nanos();
        if (!told || heardAt - toldAt >= lease.get().toNanos() / REPORTS_PER_LEASE) {
            told = true;
            toldAt = heardAt;
            facts.answered();
        }
    }

    /** Asks when nothing else is asked, until the session is over. */
    public void watch(SessionLink session) {
        if (session.isOver()) {
            return;
        }
        Duration pause = lease.get().dividedBy(QUESTIONS_PER_LEASE);
        Duration idle = Duration.ofNanos(clock.nanos() - heardAt);
        boolean silent = idle.compareTo(pause) >= 0;
        if (silent) {
            session.connected().ifPresent(AnswerReport::ask);
        }
        session.strand().later(silent ? pause : pause.minus(idle), () -> watch(session));
    }

    private static void ask(SessionContext context) {
        context.zooKeeper().exists(context.ownHeartbeat(), AsyncZooKeeper::ignore);
    }
}
