// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.ElectorOptions;
import io.baton.internal.leadership.DefaultLeadership;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The leader-only work of one elector: that of its latest leadership. From any thread. */
public final class ElectorWork {

    private final ElectorOptions options;
    private volatile @Nullable DefaultLeadership latest;

    ElectorWork(ElectorOptions options) {
        this.options = options;
    }

    void elected(DefaultLeadership leadership) {
        latest = leadership;
    }

    /** How long the work may take to end. */
    public Duration drainTimeout() {
        return options.drainTimeout();
    }

    /** Whether work has not returned. */
    public boolean isRunning() {
        DefaultLeadership last = latest;
        return last != null && last.work().isRunning();
    }

    /** Whether the place in the queue waits for the work. */
    public boolean keepsPlace() {
        return options.onDrainTimeout() == ElectorOptions.OnDrainTimeout.KEEP && isRunning();
    }

    /** Whether the calling thread is inside the work. */
    public boolean isCurrent() {
        DefaultLeadership last = latest;
        return last != null && last.work().isCurrent();
    }

    /** While the JVM shuts down: counts no work any more whose thread ends the JVM. */
    public void leaveExiting() {
        DefaultLeadership last = latest;
        if (last != null) {
            last.work().leaveExiting();
        }
    }
}
