// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.Baton;
import io.baton.ConnectionStatus;
import io.baton.ElectorOptions;
import io.baton.LeaderElector;
import io.baton.Subscription;
import io.baton.connection.ConnectionListener;
import io.baton.internal.callback.CallbackQueue;
import io.baton.internal.config.Settings;
import io.baton.internal.config.WorkThreads;
import io.baton.internal.elector.ConnectionContext;
import io.baton.internal.elector.ElectorWork;
import io.baton.internal.loop.ElectionLoop;
import io.baton.internal.session.SessionSupervisor;
import io.baton.spi.ElectionBackend;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.support.AsyncLogger;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** One connection. Its maker turns its loop. */
public final class DefaultBaton implements Baton {

    private static final AsyncLogger LOG = AsyncLogger.of(DefaultBaton.class);
    private static final Duration FOR_THE_SESSION = Duration.ofSeconds(1);

    private static final Comparator<DefaultElector> BY_NAME = Comparator.comparing(DefaultElector::election);

    private final ElectionBackend backend;
    private final Settings settings;
    private final ElectionLoop loop;
    private final ConnectionContext connection;
    private final SessionSupervisor supervisor;
    private final Map<ElectionName, DefaultElector> electors = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> terminated = new CompletableFuture<>();

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
        this.connection = new ConnectionContext(backend, settings, loop, callbacks, workThreads);
        this.supervisor = connection.supervisor();
        loop.post(supervisor::open);
    }

    @Override
    public LeaderElector elector(String election) {
        return elector(election, settings.elections().options(election));
    }

    @Override
    public LeaderElector elector(String election, ElectorOptions options) {
        ElectionName name = new ElectionName(election);
        connection.ensureOpen();
        DefaultElector elector = new DefaultElector(
                connection,
                name,
                options.candidate().orElse(settings.candidate()),
                options,
                finished -> forget(name, finished));
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
                supervisor.current().status(),
                electors.values().stream()
                        .sorted(BY_NAME)
                        .map(DefaultElector::status)
                        .toList());
    }

    @Override
    public Subscription listen(ConnectionListener listener) {
        connection.ensureOpen();
        CallbackQueue callbacks = new CallbackQueue(connection.callbacks(), backend.name());
        ConnectionSubscription subscription = new ConnectionSubscription(loop, supervisor, callbacks, listener);
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
        return SessionQuery.ofOneRequest(connection)
                .ask("the token floor of election '" + name + "'", session -> session.raiseTokenFloor(name, atLeast));
    }

    @Override
    public boolean forget(String election) throws InterruptedException {
        ElectionName name = new ElectionName(election);
        return SessionQuery.ofOneRequest(connection)
                .ask("forgetting election '" + name + "'", session -> session.forget(name));
    }

    @Override
    public void close() {
        boolean inOwnWork = work().stream().anyMatch(ElectorWork::isCurrent);
        ClosingWait wait = new ClosingWait(this::work, longestDrainTimeout(), connection);
        CompletableFuture<Boolean> end = beginClose();
        if (inOwnWork) {
            return;
        }
        if (!wait.await(end, FOR_THE_SESSION)) {
            boolean works = work().stream().anyMatch(ElectorWork::isRunning);
            loop.post(this::abandon);
            if (works || !wait.awaitRest(end)) {
                tellUnfinished();
            }
        }
        ClosingWait.awaitLog();
    }

    /** The work of the electors that have not left yet. */
    private List<ElectorWork> work() {
        return electors.values().stream().map(DefaultElector::work).toList();
    }

    private Duration longestDrainTimeout() {
        return work().stream()
                .map(ElectorWork::drainTimeout)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** What the store does not let go of ends with the session, unless work still needs that. */
    private void abandon() {
        if (work().stream().noneMatch(ElectorWork::isRunning)) {
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
        connection.beginClose();
        for (DefaultElector elector : List.copyOf(electors.values())) {
            var unused = elector.beginClose();
        }
        loop.post(this::terminateWhenEmpty);
        return terminated;
    }

    private void terminateWhenEmpty() {
        if (connection.isClosing() && electors.isEmpty() && !supervisor.isClosed()) {
            supervisor.close(() -> terminated.complete(true));
        }
    }

    /** For the loop: the elector is closed and nothing of it is left in the store. */
    private void forget(ElectionName name, DefaultElector elector) {
        electors.remove(name, elector);
        terminateWhenEmpty();
    }

    CompletableFuture<Boolean> terminated() {
        return terminated;
    }

    /** The elections that have not left yet. */
    private List<String> remaining() {
        return electors.keySet().stream().map(ElectionName::encoded).toList();
    }

    SessionSupervisor supervisor() {
        return supervisor;
    }
}
