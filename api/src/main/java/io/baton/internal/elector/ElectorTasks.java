// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.LeaderElector;
import io.baton.LeadershipLostException;
import io.baton.internal.leadership.DefaultLeadership;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.spi.support.AsyncLogger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The tasks of one elector, each run once in each leadership. Started by the loop. */
final class ElectorTasks {

    private static final AsyncLogger LOG = AsyncLogger.of(ElectorTasks.class);

    private final ElectionName name;
    private final MonotonicClock clock;
    private final ThreadFactory threads;
    private final FailureListener onFailure;
    private final List<LeaderElector.Task> tasks = new ArrayList<>();

    /**
     * No tasks yet.
     *
     * @param onFailure called, from any thread, when a task has thrown while its leadership was held
     */
    ElectorTasks(ElectionName name, MonotonicClock clock, ThreadFactory threads, FailureListener onFailure) {
        this.name = name;
        this.clock = clock;
        this.threads = threads;
        this.onFailure = onFailure;
    }

    void add(LeaderElector.Task task, @Nullable DefaultLeadership held) {
        tasks.add(task);
        if (held != null) {
            begin(task, held);
        }
    }

    void elected(DefaultLeadership leadership) {
        tasks.forEach(task -> begin(task, leadership));
    }

    private void begin(LeaderElector.Task task, DefaultLeadership leadership) {
        long begun = clock.nanos();
        try {
            Thread thread = threads.newThread(() -> run(task, leadership, begun));
            thread.setName("baton-work-" + name);
            thread.setDaemon(true);
            thread.start();
        } catch (Throwable e) {
            failed(leadership, begun, e);
        }
    }

    private void run(LeaderElector.Task task, DefaultLeadership leadership, long begun) {
        try {
            leadership.call(() -> {
                task.run(leadership);
                return true;
            });
        } catch (Throwable e) {
            boolean mayBeTheEnd = e instanceof LeadershipLostException || e instanceof InterruptedException;
            if (mayBeTheEnd && !leadership.isHeld()) {
                LOG.debug("election='{}' leader-only work has ended with its leadership", name, e);
            } else {
                failed(leadership, begun, e);
            }
        }
    }

    private void failed(DefaultLeadership leadership, long begun, Throwable cause) {
        String follows = onFailure.failed(leadership, clock.nanos() - begun);
        LOG.error("election='{}' token={} leader-only work has failed; {}", name, leadership.token(), follows, cause);
    }

    /** Hears of tasks that have failed. */
    interface FailureListener {

        /**
         * A task has failed.
         *
         * @param ranNanos after what time
         * @return what follows, for the log
         */
        String failed(DefaultLeadership leadership, long ranNanos);
    }
}
