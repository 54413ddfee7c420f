// SPDX-License-Identifier: Apache-2.0
package io.baton.spring.elections;

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

    private final ElectorRegistry electors;
    private volatile boolean running;
    private volatile boolean left;

    ElectionLifecycle(ElectorRegistry electors) {
        this.electors = electors;
    }

    @Override
    public void start() {
        if (left) {
            throw new IllegalStateException(
                    "this context has left its elections when it was stopped, and cannot join them"
                            + " again; refresh or make a new context instead of starting it again");
        }
        running = true;
        electors.standAll();
    }

    @Override
    public void stop() {
        left = true;
        electors.leaveAll();
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
