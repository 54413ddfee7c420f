// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Leader;
import io.baton.Subscription;
import io.baton.internal.callback.CallbackQueue;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.report.SessionListener;
import io.baton.internal.session.SessionQuestions;
import io.baton.internal.session.SessionSupervisor;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionName;
import io.baton.spi.support.AsyncLogger;
import io.baton.spi.support.Backoff;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One observation: asks the store again whenever something may have changed, and tells what is new. */
final class Observer implements SessionListener, Subscription {

    private static final AsyncLogger LOG = AsyncLogger.of(Observer.class);

    private final ElectionLoop loop;
    private final SessionSupervisor supervisor;
    private final ElectionName name;
    private final CallbackQueue callbacks;
    private final Consumer<Optional<Leader>> consumer;
    private final Backoff pauses = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));
    private BackendSession.@Nullable Observation watch;
    private @Nullable BackendSession session;
    private Optional<Leader> told = Optional.empty();
    private boolean toldOnce;
    private boolean asking;
    private boolean askAgain;
    private boolean closed;

    Observer(
            ElectionLoop loop,
            SessionSupervisor supervisor,
            ElectionName name,
            CallbackQueue callbacks,
            Consumer<Optional<Leader>> consumer) {
        this.loop = loop;
        this.supervisor = supervisor;
        this.name = name;
        this.callbacks = callbacks;
        this.consumer = consumer;
    }

    void begin() {
        loop.post(() -> supervisor.listen(this));
    }

    @Override
    public void opened(BackendSession opened) {
        if (!closed) {
            session = opened;
            asking = false;
            pauses.reset();
            begin(opened);
        }
    }

    private void begin(BackendSession opened) {
        if (closed || opened != session) {
            return;
        }
        try {
            watch = opened.observe(name, () -> loop.post(this::ask));
        } catch (RuntimeException | Error e) {
            loop.threw("An observation of election '" + name + "'", e);
            later(() -> begin(opened));
        }
        ask();
    }

    private void later(Runnable action) {
        long pause = pauses.next(loop.random());
        loop.at(loop.clock().nanos() + pause, action);
    }

    @Override
    public void ended() {
        session = null;
        watch = null;
    }

    @Override
    public void close() {
        loop.post(() -> {
            closed = true;
            supervisor.remove(this);
            endWatch();
        });
    }

    private void endWatch() {
        try {
            if (watch != null) {
                watch.close();
            }
        } catch (RuntimeException | Error e) {
            loop.threw("The end of an observation of election '" + name + "'", e);
        }
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
        CompletableFuture<Optional<Leader>> answer = new CompletableFuture<>();
        var unused = answer.whenComplete((leader, failure) -> loop.post(() -> {
            if (asked == session) {
                asking = false;
                if (failure == null) {
                    answered(leader);
                } else {
                    unanswered(failure);
                }
            }
        }));
        SessionQuestions.send(asked, answer, opened -> opened.leader(name));
    }

    private void unanswered(Throwable failure) {
        later(this::ask);
        LOG.debug("election '{}' could not be observed; asking again", name, failure);
    }

    private void answered(Optional<Leader> leader) {
        pauses.reset();
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
