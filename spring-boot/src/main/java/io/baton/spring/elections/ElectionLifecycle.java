// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.elections;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Joins the elections when the context runs and leaves them when it stops.
 *
 * <p>Spring's schedulers stop before, and by default wait for their running jobs; with {@code await-termination} they do not, and
 * the calls that still run are cancelled and drained here. Web servers have ended their requests gracefully before. Whatever a
 * job uses must stop later: ordinary beans do.
 */
final class ElectionLifecycle implements SmartLifecycle {

    /** Spring's executors and schedulers stop at half of the greatest integer, web servers above. */
    static final int PHASE = Integer.MAX_VALUE / 2 - 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ElectionLifecycle.class);

    private final ElectorRegistry electors;
    private final ElectionEvents events;
    private volatile boolean running;
    private volatile boolean left;

    ElectionLifecycle(ElectorRegistry electors, ElectionEvents events) {
        this.electors = electors;
        this.events = events;
    }

    @Override
    public void start() {
        if (left) {
            LOG.warn("this context has left its elections when it was stopped, and does not join them again: it runs no"
                    + " leader-only call any more; refresh or make a new context instead of starting it again");
            return;
        }
        running = true;
        electors.standAll();
    }

    @Override
    public void stop() {
        left = true;
        electors.leaveAll();
        events.awaitLast();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Of Spring Framework 7: a context of tests that is not in use keeps its session, which cannot be opened again. */
    @SuppressWarnings("MissingOverride")
    public boolean isPauseable() {
        return false;
    }
}
