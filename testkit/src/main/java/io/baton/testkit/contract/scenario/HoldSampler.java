// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.LeaderElector;
import io.baton.Leadership;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks electors again and again whether they lead, each in a thread of its own, and keeps a {@link HoldHistory} of the
 * answers. Leaderships that have ended are asked on, since they must not come back.
 */
public final class HoldSampler implements AutoCloseable {

    /** Of one asker; many ask the less often, so that asking takes no machine's time from what is asked. */
    private static final long PAUSE_NANOS = 200_000;

    private static final int OFTEN = 5;
    private static final int KEPT = 16;

    private final HoldHistory history = new HoldHistory();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** Begins to ask; {@code holder} says in the history who answered. */
    public void watch(String holder, LeaderElector elector) {
        Thread thread = new Thread(() -> new Asker(holder, elector).run(), "sampler-" + holder);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** What was answered so far. */
    public HoldHistory history() {
        return history;
    }

    /** Ends the questions; the history stays. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Asker {

        private final String holder;
        private final LeaderElector elector;
        private final List<Leadership> known = new ArrayList<>();
        private final IdentityHashMap<Leadership, Boolean> ended = new IdentityHashMap<>();

        Asker(String holder, LeaderElector elector) {
            this.holder = holder;
            this.elector = elector;
        }

        void run() {
            while (!closed) {
                ask();
                LockSupport.parkNanos(this, PAUSE_NANOS * Math.max(1, threads.size() / OFTEN));
            }
        }

        private void ask() {
            long before = System.nanoTime();
            Optional<Leadership> now = elector.leadership();
            long after = System.nanoTime();
            now.ifPresent(leadership -> {
                record(leadership, before, after);
                if (known.stream().noneMatch(other -> other == leadership)) {
                    known.add(leadership);
                }
            });
            if (known.size() > KEPT) {
                ended.remove(known.remove(0));
            }
            known.forEach(this::askAgain);
        }

        private void askAgain(Leadership leadership) {
            long before = System.nanoTime();
            boolean held = leadership.isHeld();
            long after = System.nanoTime();
            if (!held) {
                ended.put(leadership, true);
            } else {
                record(leadership, before, after);
                if (ended.containsKey(leadership)) {
                    history.revived(holder, leadership.election(), leadership.token());
                }
            }
        }

        private void record(Leadership leadership, long before, long after) {
            history.held(holder, leadership.election(), leadership.token(), before, after);
        }
    }
}
