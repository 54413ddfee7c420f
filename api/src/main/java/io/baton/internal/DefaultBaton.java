// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.ElectorOptions;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection. Whoever makes one turns its loop. */
public final class DefaultBaton implements Baton {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultBaton.class);

    private final ElectionBackend backend;
    private final Settings settings;
    private final ElectionLoop loop;
    private final Executor callbacks;
    private final SessionKeeper keeper;
    private final Map<ElectionName, DefaultElector> electors = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> terminated = new CompletableFuture<>();
    private volatile boolean closing;

    /**
     * A connection that opens its session when its loop is first turned.
     *
     * @param callbacks where the application is called, and where the backend may block
     */
    public DefaultBaton(ElectionBackend backend, Settings settings, ElectionLoop loop, Executor callbacks) {
        this.backend = backend;
        this.settings = settings;
        this.loop = loop;
        this.callbacks = callbacks;
        this.keeper = new SessionKeeper(loop, backend, settings, callbacks);
        loop.post(keeper::open);
    }

    @Override
    public LeaderElector elector(String election) {
        return elector(election, settings.electors());
    }

    @Override
    public LeaderElector elector(String election, ElectorOptions options) {
        ElectionName name = new ElectionName(election);
        if (closing) {
            throw new BatonException("the connection is closed");
        }
        DefaultElector elector =
                new DefaultElector(this, name, options.candidate().orElse(settings.candidate()), options);
        if (electors.putIfAbsent(name, elector) != null) {
            throw new IllegalStateException("this connection stands in election " + name
                    + " already; close that elector first, or use another connection");
        }
        return elector;
    }

    @Override
    public ElectorOptions options() {
        return settings.electors();
    }

    @Override
    public long raiseTokenFloor(String election, long atLeast) throws InterruptedException {
        ElectionName name = new ElectionName(election);
        if (atLeast < 0 || atLeast > FloorRecord.HIGHEST) {
            throw new IllegalArgumentException("a token floor is between 0 and " + FloorRecord.HIGHEST
                    + ", so that there is room for tokens above it; not " + atLeast);
        }
        return ask("the token floor of election " + name, session -> session.raiseTokenFloor(name, atLeast));
    }

    @Override
    public void close() {
        List<DefaultElector> open = List.copyOf(electors.values());
        Duration longest = open.stream()
                .filter(LeaderElector::isLeader)
                .map(DefaultElector::drainTimeout)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        awaitQuietly(beginClose(), longest);
    }

    /** Begins to close; completes when nothing is left. */
    public CompletableFuture<Boolean> beginClose() {
        closing = true;
        for (DefaultElector elector : List.copyOf(electors.values())) {
            var unused = elector.beginClose();
        }
        loop.post(this::terminateWhenEmpty);
        return terminated;
    }

    private void terminateWhenEmpty() {
        if (closing && electors.isEmpty() && !keeper.isClosed()) {
            keeper.close(() -> terminated.complete(true));
        }
    }

    /** For the loop: the elector is closed and nothing of it is left in the store. */
    void forget(DefaultElector elector) {
        electors.values().remove(elector);
        terminateWhenEmpty();
    }

    boolean isClosing() {
        return closing;
    }

    CompletableFuture<Boolean> terminated() {
        return terminated;
    }

    /** The elections that have not left yet. */
    List<String> remaining() {
        return electors.keySet().stream().map(ElectionName::encoded).toList();
    }

    SessionKeeper keeper() {
        return keeper;
    }

    ElectionLoop loop() {
        return loop;
    }

    Executor callbacks() {
        return callbacks;
    }

    Settings settings() {
        return settings;
    }

    LeaderElector.Observation observe(ElectionName name, Consumer<Optional<Leader>> consumer) {
        Observer observer = new Observer(keeper, name, new CallbackQueue(callbacks, name.encoded()), consumer);
        observer.begin();
        return observer;
    }

    /** Asks the store and waits for the answer. */
    <T> T ask(String what, Function<BackendSession, CompletionStage<T>> question) throws InterruptedException {
        if (closing) {
            throw new BatonException("the connection is closed");
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        loop.post(() -> keeper.ask(answer, question));
        Duration limit = settings.requestTimeout().multipliedBy(2);
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BatonException(what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new BatonException(
                    what + ": " + backend + " has not answered within " + DurationText.write(limit), e);
        } finally {
            // What nobody waits for any more is not sent.
            answer.cancel(false);
        }
    }

    /** Waits as long as draining and a few requests may take. */
    void awaitQuietly(CompletableFuture<Boolean> end, Duration drainTimeout) {
        Duration limit = drainTimeout.plus(settings.requestTimeout().multipliedBy(4));
        try {
            end.get(DurationText.saturatedNanos(limit), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new BatonException("closing has failed", e);
        } catch (TimeoutException e) {
            LOG.warn(
                    "Closing goes on in the background after {}; still to be left: {}",
                    DurationText.write(limit),
                    remaining());
        }
    }
}
