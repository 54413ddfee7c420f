// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.Leadership;
import io.baton.LeadershipListener;
import java.util.concurrent.CountDownLatch;

/** Does not return from its first call before it is closed, interrupted or not. */
public final class BlockingListener implements LeadershipListener, AutoCloseable {

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public void onElected(Leadership leadership) {
        inside.countDown();
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                // The caller cannot get the thread back.
            }
        }
    }

    public boolean isInside() {
        return inside.getCount() == 0;
    }

    @Override
    public void close() {
        end.countDown();
    }
}
