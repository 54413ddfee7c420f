// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.ConnectionListener;
import io.baton.ConnectionStatus;
import io.baton.ElectorOptions;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Subscription;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.support.AsyncLogger;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;

/** One connection. Its maker turns its loop. */
public final class DefaultBaton implements Baton {

    private static final AsyncLogger LOG = AsyncLogger.of(DefaultBaton.class);
    private static final Duration FOR_THE_SESSION = Duration.ofSeconds(1);

    /** Longer than the longest queue takes. Where the store does not answer, one request fails after its own timeout. */
    private static final Duration AT_LENGTH = Duration.ofSeconds(30);

    private static final Comparator<DefaultElector> BY_NAME = Comparator.comparing(DefaultElector::name);

    private final ElectionBackend backend;
    private final Settings settings;
    private final ElectionLoop loop;
    private final Executor callbacks;
    private final ThreadFactory workThreads;
    private final SessionSupervisor supervisor;
    private final Map<ElectionName, DefaultElector> electors = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> terminated = new CompletableFuture<>();
    private volatile boolean closing;

    /**
     * A connection that opens its session when its loop is first turned.
     *
     * @param callbacks where the application is called, and where the backend may block
     */
    public DefaultBaton(ElectionBackend backend, Settings settings, ElectionLoop loop, Executor callbacks) {
        this(backend, settings, loop, callbacks, WorkThreads.PLATFORM);
    }

    /**
     * The same, with another kind of threads.
     *
     * @param workThreads makes the threads that tasks run in
     */
    public DefaultBaton(
            ElectionBackend backend,
            Settings settings,
            ElectionLoop loop,
            Executor callbacks,
            ThreadFactory workThreads) {
        this.backend = backend;
        this.settings = settings;
        this.loop = loop;
        this.callbacks = callbacks;
        this.workThreads = workThreads;
        this.supervisor = new SessionSupervisor(loop, backend, settings, callbacks);
        loop.post(supervisor::open);
    }

    @Override
    public LeaderElector elector(String election) {
        return elector(election, settings.elections().options(election));
    }

    @Override
    public LeaderElector elector(String election, ElectorOptions options) {
        ElectionName name = new ElectionName(election);
        ensureOpen();
        DefaultElector elector =
                new DefaultElector(this, name, options.candidate().orElse(settings.candidate()), options);
        DefaultElector present = electors.putIfAbsent(name, elector);
        if (present != null) {
            throw new IllegalStateException(
                    present.isClosed()
                            ? "this connection's elector of election '" + name
                                    + "' is still closing; try again when its work has ended"
                            : "this connection stands in election '" + name + "' already; baton.find(\"" + election
                                    + "\") returns that elector; close it first, or use another connection");
        }
        return elector;
    }

    private void ensureOpen() {
        if (closing) {
            throw new BatonException("the connection is closed; make another one with Baton.connect");
        }
    }

    @Override
    public Optional<LeaderElector> find(String election) {
        return Optional.<LeaderElector>ofNullable(electors.get(new ElectionName(election)))
                .filter(elector -> !((DefaultElector) elector).isClosed());
    }

    @Override
    public List<LeaderElector> electors() {
        return electors.values().stream()
                .filter(elector -> !elector.isClosed())
                .sorted(BY_NAME)
                .<LeaderElector>map(elector -> elector)
                .toList();
    }

    @Override
    public ConnectionStatus status() {
        return new ConnectionStatus(
                supervisor.status(),
                electors.values().stream()
                        .sorted(BY_NAME)
                        .map(DefaultElector::status)
                        .toList());
    }

    @Override
    public Subscription listen(ConnectionListener listener) {
        ensureOpen();
        ConnectionSubscription subscription =
                new ConnectionSubscription(supervisor, new CallbackQueue(callbacks, backend.name()), listener);
        subscription.begin();
        return subscription;
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
        return ask("the token floor of election '" + name + "'", session -> session.raiseTokenFloor(name, atLeast));
    }

    @Override
    public boolean forget(String election) throws InterruptedException {
        ElectionName name = new ElectionName(election);
        return ask("forgetting election '" + name + "'", session -> session.forget(name));
    }

    @Override
    public void close() {
        boolean inOwnWork = electors.values().stream().anyMatch(DefaultElector::isInOwnWork);
        ClosingWait wait = new ClosingWait(electors::values, longestDrainTimeout(), this::patience);
        CompletableFuture<Boolean> end = beginClose();
        if (inOwnWork) {
            return;
        }
        if (!wait.await(end, FOR_THE_SESSION)) {
            boolean works = electors.values().stream().anyMatch(DefaultElector::isWorking);
            loop.post(this::abandon);
            if (works || !wait.awaitRest(end)) {
                tellUnfinished();
            }
        }
        ClosingWait.awaitLog();
    }

    private Duration patience() {
        return supervisor.current().patienceInClosing(settings.leaseDuration());
    }

    private Duration longestDrainTimeout() {
        return electors.values().stream()
                .map(DefaultElector::drainTimeout)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** What the store does not let go of ends with the session, unless work still needs that. */
    private void abandon() {
        if (electors.values().stream().noneMatch(DefaultElector::isWorking)) {
            List.copyOf(electors.values()).forEach(DefaultElector::finished);
        }
    }

    private void tellUnfinished() {
        List<String> remaining = remaining();
        LOG.warn(
                "backend={} closing goes on in the background; still to be left: {}",
                backend.name(),
                remaining.isEmpty() ? "the session" : remaining);
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
        if (closing && electors.isEmpty() && !supervisor.isClosed()) {
            supervisor.close(() -> terminated.complete(true));
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

    ThreadFactory workThreads() {
        return workThreads;
    }

    /** The elections that have not left yet. */
    private List<String> remaining() {
        return electors.keySet().stream().map(ElectionName::encoded).toList();
    }

    SessionSupervisor supervisor() {
        return supervisor;
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

    Subscription observe(ElectionName name, Consumer<Optional<Leader>> consumer) {
        Observer observer = new Observer(supervisor, name, new CallbackQueue(callbacks, name.encoded()), consumer);
        observer.begin();
        return observer;
    }

    /** Asks the store and waits for the answer. */
    <T> T ask(String what, Function<BackendSession, CompletionStage<T>> question) throws InterruptedException {
        ensureOpen();
        return new SessionQuery(backend, supervisor, forOneRequest()).ask(what, question);
    }

    /** Asks for what may take the store many requests; each of them has the request timeout. */
    <T> T askAtLength(String what, Function<BackendSession, CompletionStage<T>> question) throws InterruptedException {
        ensureOpen();
        Duration limit = Collections.max(List.of(forOneRequest(), AT_LENGTH));
        return new SessionQuery(backend, supervisor, limit).ask(what, question);
    }

    private Duration forOneRequest() {
        return settings.requestTimeout().multipliedBy(2);
    }

    /** Waits until an elector has left, as long as that can succeed. */
    void await(CompletableFuture<Boolean> left, DefaultElector elector) {
        ClosingWait wait = new ClosingWait(
                () -> left.isDone() ? List.of() : List.of(elector), elector.drainTimeout(), this::patience);
        if (!wait.await(left, Duration.ZERO) && !left.isDone()) {
            LOG.warn("election='{}' closing goes on in the background", elector.name());
        }
    }
}
