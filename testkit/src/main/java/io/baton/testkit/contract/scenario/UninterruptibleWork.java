// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import java.util.concurrent.CountDownLatch;

/** Leader-only work that ignores its interruption and goes on until the test ends it. */
public final class UninterruptibleWork implements AutoCloseable {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private UninterruptibleWork() {}

    /** Work of this contender, which leads; runs when this returns. */
    public static UninterruptibleWork of(Contender leader) {
        UninterruptibleWork work = new UninterruptibleWork();
        leader.elector().whileLeader(leadership -> work.run());
        Conditions.await("the work runs", leader.timings().takeOver(), work::isRunning);
        return work;
    }

    private void run() {
        begun.countDown();
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                // That is what makes it stubborn.
            }
        }
        ended.countDown();
    }

    public boolean isRunning() {
        return begun.getCount() == 0 && ended.getCount() > 0;
    }

    /** Lets the work return, now and in all later leaderships. */
    public void end() {
        end.countDown();
    }

    @Override
    public void close() {
        end();
    }
}
