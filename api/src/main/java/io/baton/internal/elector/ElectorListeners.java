// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.BatonException;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.internal.callback.CallbackQueue;
import io.baton.internal.callback.DefaultSubscription;
import io.baton.internal.leadership.DefaultLeadership;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The listeners of one elector. For the loop's thread only. */
final class ElectorListeners {

    private final CallbackQueue callbacks;
    private final List<DefaultSubscription> subscriptions = new ArrayList<>();

    ElectorListeners(CallbackQueue callbacks) {
        this.callbacks = callbacks;
    }

    void add(DefaultSubscription subscription, @Nullable DefaultLeadership held) {
        subscriptions.add(subscription);
        if (held != null) {
            subscription.tell(listener -> listener.onElected(held));
        }
    }

    void elected(DefaultLeadership leadership) {
        tell(listener -> listener.onElected(leadership));
    }

    void lost(DefaultLeadership leadership, LossReason reason) {
        callbacks.add(() -> leadership.tellLost(reason));
        tell(listener -> listener.onLost(leadership, reason));
    }

    void refused(BatonException why) {
        tell(listener -> listener.onRefused(why));
    }

    private void tell(Consumer<LeadershipListener> call) {
        subscriptions.removeIf(DefaultSubscription::isClosed);
        subscriptions.forEach(subscription -> subscription.tell(call));
    }
}
