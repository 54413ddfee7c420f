// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Leader;
import io.baton.Subscription;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionName;
import io.baton.spi.support.AsyncLogger;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One observation: asks the store again whenever something may have changed, and tells what is new. */
final class Observer implements SessionWatcher, Subscription {

    private static final AsyncLogger LOG = AsyncLogger.of(Observer.class);

    private final SessionKeeper keeper;
    private final ElectionName name;
    private final CallbackQueue callbacks;
    private final Consumer<Optional<Leader>> consumer;
    private final long retryDelay;
    private BackendSession.@Nullable Observation watch;
    private @Nullable BackendSession session;
    private Optional<Leader> told = Optional.empty();
    private boolean toldOnce;
    private boolean asking;
    private boolean askAgain;
    private boolean closed;

    Observer(
            SessionKeeper keeper,
            ElectionName name,
            CallbackQueue callbacks,
            Consumer<Optional<Leader>> consumer,
            long retryDelay) {
        this.keeper = keeper;
        this.name = name;
        this.callbacks = callbacks;
        this.consumer = consumer;
        this.retryDelay = retryDelay;
    }

    void begin() {
        keeper.loop().post(() -> keeper.watch(this));
    }

    @Override
    public void opened(BackendSession opened) {
        if (!closed) {
            session = opened;
            asking = false;
            watch = opened.observe(name, () -> keeper.loop().post(this::ask));
            ask();
        }
    }

    @Override
    public void ended() {
        session = null;
        watch = null;
    }

    @Override
    public void close() {
        keeper.loop().post(() -> {
            closed = true;
            keeper.unwatch(this);
            if (watch != null) {
                watch.close();
            }
        });
    }

    private void ask() {
        BackendSession asked = session;
        if (closed || asked == null) {
            return;
        }
        if (asking) {
            askAgain = true;
            return;
        }
        asking = true;
        askAgain = false;
        var unused = asked.leader(name)
                .whenComplete((leader, failure) -> keeper.loop().post(() -> {
                    if (asked == session) {
                        asking = false;
                        if (failure == null) {
                            answered(leader);
                        } else {
                            unanswered(failure);
                        }
                    }
                }));
    }

    private void unanswered(Throwable failure) {
        LOG.debug("election={} could not be observed; asking again", name, failure);
        keeper.loop().at(keeper.loop().clock().nanos() + retryDelay, this::ask);
    }

    private void answered(Optional<Leader> leader) {
        if (!closed && (!toldOnce || !leader.equals(told))) {
            toldOnce = true;
            told = leader;
            callbacks.add(() -> consumer.accept(leader));
        }
        if (askAgain) {
            ask();
        }
    }
}
