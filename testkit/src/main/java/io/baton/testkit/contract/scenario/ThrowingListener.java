// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;

/** Throws from every call: an exception at the election, an error at the loss. */
public final class ThrowingListener implements LeadershipListener {

    @Override
    public void onElected(Leadership leadership) {
        throw new IllegalStateException("thrown by a test");
    }

    @Override
    public void onLost(Leadership leadership, LossReason reason) {
        throw new AssertionError("thrown by a test");
    }
}
