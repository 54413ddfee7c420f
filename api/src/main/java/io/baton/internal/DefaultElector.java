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
import io.baton.LossReason;
import io.baton.Subscription;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Step;
import io.baton.internal.engine.StepContext;
import io.baton.internal.engine.Timing;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The application's side of one candidate; the loop's side is {@link ElectorRunner}. */
final class DefaultElector implements LeaderElector {

    private final DefaultBaton baton;
    private final ElectionName name;
    private final Candidate candidate;
    private final ElectorOptions options;
    private final ElectorWaiters waiters;
    private final CallbackQueue callbacks;
    private final ElectorListeners listeners;
    private final ElectorTasks tasks;
    private final ElectorStatus status;
    private final FailurePause failurePause;
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();
    private volatile @Nullable DefaultLeadership held;
    private volatile @Nullable DefaultLeadership latest;
    private @Nullable ElectorRunner member;
    private @Nullable Timing afterFailure;
    private boolean closing;

    DefaultElector(DefaultBaton baton, ElectionName name, Candidate candidate, ElectorOptions options) {
        this.baton = baton;
        this.name = name;
        this.candidate = candidate;
        this.options = options;
        this.waiters = new ElectorWaiters(name);
        this.callbacks = new CallbackQueue(baton.callbacks(), name.encoded());
        this.listeners = new ElectorListeners(callbacks);
        this.tasks = new ElectorTasks(name, baton.loop().clock(), baton.workThreads(), this::taskFailed);
        this.status = new ElectorStatus(baton.loop().clock());
        this.failurePause = new FailurePause(options.resignBackoff());
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
        waiters.start();
        baton.loop().post(() -> {
            if (member == null && !closing) {
                member = new ElectorRunner(this, name, baton.settings().timing(options), baton.supervisor());
                baton.supervisor().members().add(name, member);
            }
        });
        return this;
    }

    @Override
    public Optional<Leadership> leadership() {
        return Optional.ofNullable(mine());
    }

    @Override
    public boolean isLeader() {
        return mine() != null;
    }

    private @Nullable DefaultLeadership mine() {
        DefaultLeadership mine = held;
        return mine != null && mine.isHeld() ? mine : null;
    }

    @Override
    public Leadership awaitLeadership() throws InterruptedException {
        return waiters.await(this::leadership, Long.MAX_VALUE)
                .orElseThrow(() -> new BatonException("no leadership within 292 years"));
    }

    @Override
    public Optional<Leadership> awaitLeadership(Duration timeout) throws InterruptedException {
        return waiters.await(this::leadership, DurationFormat.boundedNanos(timeout));
    }

    @Override
    public LeaderElector whileLeader(Task task) {
        waiters.ensureOpen();
        baton.loop().post(() -> tasks.add(task, held));
        return this;
    }

    @Override
    public Subscription listen(LeadershipListener listener) {
        return listen(new DefaultSubscription(name, listener, baton.callbacks(), callbacks));
    }

    @Override
    public Subscription listen(LeadershipListener listener, Executor executor) {
        return listen(new DefaultSubscription(name, listener, baton.callbacks(), executor));
    }

    private Subscription listen(DefaultSubscription subscription) {
        waiters.ensureOpen();
        baton.loop().post(() -> listeners.add(subscription, held));
        return subscription;
    }

    @Override
    public Optional<Leader> leader() throws InterruptedException {
        return baton.ask("who leads election '" + name + "'", session -> session.leader(name));
    }

    @Override
    public List<Candidate> candidates() throws InterruptedException {
        return candidateQueue().queue().stream()
                .map(CandidateQueue.Place::candidate)
                .toList();
    }

    private CandidateQueue candidateQueue() throws InterruptedException {
        return baton.askAtLength("who stands in election '" + name + "'", session -> session.candidates(name));
    }

    @Override
    public Subscription observe(Consumer<Optional<Leader>> observer) {
        waiters.ensureOpen();
        return baton.observe(name, leader -> {
            status.observed(leader);
            observer.accept(leader);
        });
    }

    @Override
    public void resign() {
        input(ElectionState::resign);
    }

    private void input(BiFunction<ElectionState, StepContext, Step> input) {
        baton.loop().post(() -> {
            if (member != null) {
                member.apply(input);
            }
        });
    }

    private String taskFailed(DefaultLeadership leadership, long ranNanos) {
        if (options.onTaskFailure() == ElectorOptions.OnTaskFailure.KEEP) {
            return "this process leads on without it (baton.on-task-failure=keep)";
        }
        baton.loop().post(() -> {
            if (member != null && held == leadership) {
                Duration pause = failurePause.after(ranNanos);
                afterFailure = baton.settings().timing(options.withResignBackoff(pause));
                member.apply(ElectionState::resign);
            }
        });
        return "this process resigns if it still leads, and stands again after a pause";
    }

    @Override
    public void close() {
        CompletableFuture<Boolean> end = beginClose();
        if (!isInOwnWork()) {
            baton.await(end, this);
        }
    }

    /** Begins to close; completes when the place is released or there is none. */
    CompletableFuture<Boolean> beginClose() {
        waiters.close();
        baton.loop().post(() -> {
            closing = true;
            if (member == null) {
                finished();
            } else {
                member.close();
            }
        });
        return left;
    }

    String name() {
        return name.value();
    }

    Duration drainTimeout() {
        return options.drainTimeout();
    }

    boolean isClosed() {
        return waiters.isClosed();
    }

    /** Whether work of the latest leadership has not returned. */
    boolean isWorking() {
        DefaultLeadership last = latest;
        return last != null && last.work().isRunning();
    }

    boolean keepsPlaceForWork() {
        return options.onDrainTimeout() == ElectorOptions.OnDrainTimeout.KEEP && isWorking();
    }

    /** Whether the calling thread is inside work of the latest leadership. */
    boolean isInOwnWork() {
        DefaultLeadership last = latest;
        return last != null && last.work().isCurrent();
    }

    /** While the JVM shuts down: counts no work any more whose thread ends the JVM. */
    void leaveExitingWork() {
        DefaultLeadership last = latest;
        if (last != null) {
            last.work().leaveExiting();
        }
    }

    ElectionStatus status() {
        return status.read(name.value(), candidate, mine());
    }

    /** For the loop: the durations of the moment. */
    Timing timing(Timing configured) {
        Timing longer = afterFailure;
        return longer == null ? configured : longer;
    }

    /** For the loop: the state may have changed. */
    void changed(ElectionState state) {
        status.changed(state.publicState());
    }

    /** For the loop: a leadership has begun. */
    void elected(DefaultLeadership leadership) {
        latest = leadership;
        held = leadership;
        afterFailure = null;
        status.elected();
        waiters.wake();
        listeners.elected(leadership);
        tasks.elected(leadership);
    }

    /** For the loop: the leadership has ended; it is not held any more. */
    void lost(DefaultLeadership leadership, LossReason reason) {
        held = null;
        status.lost(reason);
        listeners.lost(leadership, reason);
    }

    /** For the loop: the store refuses. */
    void refused(BatonException why) {
        status.refused(String.valueOf(why.getMessage()));
        waiters.refuse(why);
        listeners.refused(why);
        if (baton.isClosing() && !isWorking()) {
            // What cannot be taken out of the queue by itself goes with the session.
            finished();
        }
    }

    /** For the loop: the place is released, although work goes on. */
    void left() {
        left.complete(true);
    }

    /** For the loop: nothing is left in the store, and no work goes on. */
    void finished() {
        baton.forget(this);
        left.complete(true);
    }
}
