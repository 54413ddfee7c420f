// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One observation: asks the store again whenever something may have changed, and tells what is new. */
final class Observer implements SessionWatcher, LeaderElector.Observation {

    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

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

    /** Who leads, if anybody has taken office. */
    static Optional<Leader> leader(Electorate electorate) {
        return electorate.queue().stream()
                .findFirst()
                .filter(Electorate.Place::leads)
                .map(place -> new Leader(
                        place.candidate().id(), place.candidate().attributes(), new FencingToken(place.token())));
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
        var unused = asked.candidates(name)
                .whenComplete((electorate, failure) -> keeper.loop().post(() -> answered(asked, electorate, failure)));
    }

    private void answered(BackendSession asked, @Nullable Electorate electorate, @Nullable Throwable failure) {
        if (asked != session) {
            return;
        }
        asking = false;
        if (electorate == null) {
            LOG.debug("election={} could not be observed; asking again", name, failure);
            keeper.loop().at(keeper.loop().clock().nanos() + retryDelay, this::ask);
            return;
        }
        Optional<Leader> leader = leader(electorate);
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
