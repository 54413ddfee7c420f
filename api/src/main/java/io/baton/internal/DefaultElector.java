// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import io.baton.Candidate;
import io.baton.ElectionStatus;
import io.baton.ElectorOptions;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.Subscription;
import io.baton.internal.callback.CallbackQueue;
import io.baton.internal.callback.DefaultSubscription;
import io.baton.internal.config.DurationFormat;
import io.baton.internal.elector.ConnectionContext;
import io.baton.internal.elector.ElectorReports;
import io.baton.internal.elector.ElectorRunner;
import io.baton.internal.elector.ElectorWork;
import io.baton.internal.engine.ElectionState;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.support.AsyncLogger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application's side of one candidate; the loop's side is {@link ElectorRunner}. */
final class DefaultElector implements LeaderElector {

    private static final AsyncLogger LOG = AsyncLogger.of(DefaultElector.class);

    private final ConnectionContext connection;
    private final ElectionName name;
    private final Candidate candidate;
    private final ElectorOptions options;
    private final ElectorReports reports;
    private @Nullable ElectorRunner runner;
    private boolean closing;

    /**
     * An elector that is not started.
     *
     * @param whenFinished hears, on the loop, that nothing of it is left in the store and no work goes on
     */
    DefaultElector(
            ConnectionContext connection,
            ElectionName name,
            Candidate candidate,
            ElectorOptions options,
            Consumer<DefaultElector> whenFinished) {
        this.connection = connection;
        this.name = name;
        this.candidate = candidate;
        this.options = options;
        this.reports = new ElectorReports(connection, name, candidate, options, () -> whenFinished.accept(this));
    }

    @Override
    public String election() {
        return name.value();
    }

    @Override
    public Candidate candidate() {
        return candidate;
    }

    @Override
    public LeaderElector start() {
        reports.waiters().start();
        connection.loop().post(() -> {
            if (runner == null && !closing) {
                ElectorRunner started = new ElectorRunner(
                        reports,
                        name,
                        connection.settings().timing(options),
                        connection.supervisor(),
                        connection.runners());
                runner = started;
                reports.started(started);
                connection.runners().add(name, started);
            }
        });
        return this;
    }

    @Override
    public Optional<Leadership> leadership() {
        return Optional.ofNullable(reports.mine());
    }

    @Override
    public boolean isLeader() {
        return reports.mine() != null;
    }

    @Override
    public Leadership awaitLeadership() throws InterruptedException {
        return reports.waiters()
                .await(this::leadership, Long.MAX_VALUE)
                .orElseThrow(() -> new BatonException("no leadership within 292 years"));
    }

    @Override
    public Optional<Leadership> awaitLeadership(Duration timeout) throws InterruptedException {
        return reports.waiters().await(this::leadership, DurationFormat.boundedNanos(timeout));
    }

    @Override
    public LeaderElector whileLeader(Task task) {
        reports.waiters().ensureOpen();
        connection.loop().post(() -> reports.add(task));
        return this;
    }

    @Override
    public Subscription listen(LeadershipListener listener) {
        return listen(new DefaultSubscription(name, listener, connection.callbacks(), reports.callbacks()));
    }

    @Override
    public Subscription listen(LeadershipListener listener, Executor executor) {
        return listen(new DefaultSubscription(name, listener, connection.callbacks(), executor));
    }

    private Subscription listen(DefaultSubscription subscription) {
        reports.waiters().ensureOpen();
        connection.loop().post(() -> reports.add(subscription));
        return subscription;
    }

    @Override
    public Optional<Leader> leader() throws InterruptedException {
        return SessionQuery.ofOneRequest(connection)
                .ask("who leads election '" + name + "'", session -> session.leader(name));
    }

    @Override
    public List<Candidate> candidates() throws InterruptedException {
        CandidateQueue candidates = SessionQuery.ofManyRequests(connection)
                .ask("who stands in election '" + name + "'", session -> session.candidates(name));
        return candidates.queue().stream()
                .map(CandidateQueue.QueuedCandidate::candidate)
                .toList();
    }

    @Override
    public Subscription observe(Consumer<Optional<Leader>> consumer) {
        reports.waiters().ensureOpen();
        Observer observer = new Observer(
                connection.loop(),
                connection.supervisor(),
                name,
                new CallbackQueue(connection.callbacks(), name.encoded()),
                leader -> {
                    reports.observed(leader);
                    consumer.accept(leader);
                });
        observer.begin();
        return observer;
    }

    @Override
    public void resign() {
        connection.loop().post(() -> {
            if (runner != null) {
                runner.apply(ElectionState::resign);
            }
        });
    }

    @Override
    public void close() {
        CompletableFuture<Boolean> end = beginClose();
        if (work().isCurrent()) {
            return;
        }
        ClosingWait wait =
                new ClosingWait(() -> end.isDone() ? List.of() : List.of(work()), work().drainTimeout(), connection);
        if (!wait.await(end, Duration.ZERO) && !end.isDone()) {
            LOG.warn("election='{}' closing goes on in the background", name.value());
        }
    }

    /** Begins to close; completes when the place is released or there is none. */
    CompletableFuture<Boolean> beginClose() {
        reports.waiters().close();
        connection.loop().post(() -> {
            closing = true;
            if (runner == null) {
                finished();
            } else {
                runner.close();
            }
        });
        return reports.whenLeft();
    }

    boolean isClosed() {
        return reports.waiters().isClosed();
    }

    ElectorWork work() {
        return reports.work();
    }

    ElectionStatus status() {
        return reports.status();
    }

    /** For the loop: nothing is left in the store, and no work goes on. */
    void finished() {
        reports.finished();
    }
}
