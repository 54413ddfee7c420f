// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import io.baton.LeaderElector;
import java.util.Timer;
import java.util.TimerTask;

/** How little time was left of a leadership at any moment. Thread-safe. */
final class RemainingTime {

    private static final long EVERY_MILLIS = 1;

    private final Timer timer = new Timer("remainder", true);
    private final LeaderElector elector;
    private long least = Long.MAX_VALUE;

    private RemainingTime(LeaderElector elector) {
        this.elector = elector;
    }

    /** Looks from now on. */
    static RemainingTime of(LeaderElector elector) {
        RemainingTime remainingTime = new RemainingTime(elector);
        remainingTime.timer.schedule(task(remainingTime::look), 0, EVERY_MILLIS);
        return remainingTime;
    }

    /** Says what was least since it was said last. */
    void tell() {
        timer.schedule(
                task(() -> {
                    WorkerMessage.now(WorkerMessage.Kind.LEAST, 0, Long.toString(least))
                            .say();
                    least = Long.MAX_VALUE;
                }),
                0);
    }

    private void look() {
        elector.leadership()
                .ifPresent(leadership ->
                        least = Math.min(least, leadership.remaining().toNanos()));
    }

    private static TimerTask task(Runnable action) {
        return new TimerTask() {
            @Override
            public void run() {
                action.run();
            }
        };
    }
}
