// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.callback;

import io.baton.LeadershipListener;
import io.baton.Subscription;
import io.baton.spi.ElectionName;
import io.baton.spi.support.AsyncLogger;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One listener of an elector. Told by the loop; called on the callback threads or by an executor of its own. */
public final class DefaultSubscription implements Subscription {

    private static final AsyncLogger LOG = AsyncLogger.of(DefaultSubscription.class);
    private static final int MOST_WAITING = 1_000;

    private final ElectionName election;
    private final LeadershipListener listener;
    private final Executor callbacks;
    private final CallbackQueue queue;
    private final @Nullable Executor own;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Runnable refused;
    private volatile boolean closed;

    /** A listener that is called in the given queue. */
    public DefaultSubscription(
            ElectionName election, LeadershipListener listener, Executor callbacks, CallbackQueue queue) {
        this.election = election;
        this.listener = listener;
        this.callbacks = callbacks;
        this.queue = queue;
        this.own = null;
    }

    /** A listener that is called by an executor of its own, which is called on the callback threads. */
    public DefaultSubscription(ElectionName election, LeadershipListener listener, Executor callbacks, Executor own) {
        this.election = election;
        this.listener = listener;
        this.callbacks = callbacks;
        this.own = own;
        this.queue = new CallbackQueue(call -> callbacks.execute(() -> handOver(call)), election.encoded());
    }

    /** Tells the listener, after what it was told before. For the loop's thread. */
    public void tell(Consumer<LeadershipListener> call) {
        Runnable again = refused;
        if (again != null) {
            refused = null;
            callbacks.execute(() -> handOver(again));
        }
        if (own != null && waiting.incrementAndGet() > MOST_WAITING) {
            close();
            LOG.error(
                    "election='{}' the executor of a listener has left {} calls undone; the listener is removed",
                    election,
                    MOST_WAITING);
            return;
        }
        queue.add(() -> {
            waiting.decrementAndGet();
            if (!closed) {
                call.accept(listener);
            }
        });
    }

    private void handOver(Runnable call) {
        try {
            if (own != null) {
                own.execute(call);
            }
        } catch (Throwable e) {
            refused = call;
            LOG.error(
                    "election='{}' the executor of a listener has refused a call; it is asked again with the next one",
                    election,
                    e);
        }
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
