// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.BatonException;
import io.baton.Candidate;
import io.baton.ElectionStatus;
import io.baton.ElectorOptions;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.LossReason;
import io.baton.internal.callback.CallbackQueue;
import io.baton.internal.callback.DefaultSubscription;
import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Timing;
import io.baton.internal.leadership.DefaultLeadership;
import io.baton.spi.ElectionName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells the application how the election of one elector goes: its waiting threads, its listeners, its tasks and its status. For the
 * loop's thread only, except where a method says otherwise.
 */
public final class ElectorReports {

    private final ConnectionContext connection;
    private final ElectionName name;
    private final Candidate candidate;
    private final ElectorOptions options;
    private final Runnable whenFinished;
    private final ElectorWaiters waiters;
    private final CallbackQueue callbacks;
    private final ElectorListeners listeners;
    private final ElectorTasks tasks;
    private final ElectorStatus status;
    private final ElectorWork work;
    private final FailurePause failurePause;
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();
    private volatile @Nullable DefaultLeadership held;
    private @Nullable ElectorInputs runner;
    private @Nullable Timing afterFailure;
    private @Nullable Runnable untold;

    /**
     * An elector that is not started.
     *
     * @param whenFinished called when nothing is left in the store and no work goes on
     */
    public ElectorReports(
            ConnectionContext connection,
            ElectionName name,
            Candidate candidate,
            ElectorOptions options,
            Runnable whenFinished) {
        this.connection = connection;
        this.name = name;
        this.candidate = candidate;
        this.options = options;
        this.whenFinished = whenFinished;
        this.waiters = new ElectorWaiters(name);
        this.callbacks = new CallbackQueue(connection.callbacks(), name.encoded());
        this.listeners = new ElectorListeners(callbacks);
        this.tasks = new ElectorTasks(name, connection.loop().clock(), connection.workThreads(), this::taskFailed);
        this.status = new ElectorStatus(connection.loop().clock());
        this.work = new ElectorWork(options);
        this.failurePause = new FailurePause(options.resignBackoff());
    }

    /** The threads that wait for this elector to lead. From any thread. */
    public ElectorWaiters waiters() {
        return waiters;
    }

    /** The work of the latest leadership. From any thread. */
    public ElectorWork work() {
        return work;
    }

    /** Where the listeners are called, one after the other. From any thread. */
    public CallbackQueue callbacks() {
        return callbacks;
    }

    /** Completes when the place is released or there is none. From any thread. */
    public CompletableFuture<Boolean> whenLeft() {
        return left;
    }

    /** The leadership that is held at this moment, if one is. From any thread. */
    public @Nullable DefaultLeadership mine() {
        DefaultLeadership mine = held;
        return mine != null && mine.isHeld() ? mine : null;
    }

    /** The status of the moment. From any thread. */
    public ElectionStatus status() {
        return status.read(name.value(), candidate, mine());
    }

    /** An observation has told who leads. From any thread. */
    public void observed(Optional<Leader> leader) {
        status.observed(leader);
    }

    public void add(LeaderElector.Task task) {
        tasks.add(task, held);
    }

    public void add(DefaultSubscription subscription) {
        tellLost();
        listeners.add(subscription, held);
    }

    /** The given runner takes the inputs from now on. */
    public void started(ElectorInputs started) {
        runner = started;
    }

    private String taskFailed(DefaultLeadership leadership, long ranNanos) {
        if (options.onTaskFailure() == ElectorOptions.OnTaskFailure.KEEP) {
            return "this process leads on without it (baton.on-task-failure=keep)";
        }
        connection.loop().post(() -> {
            if (runner != null && held == leadership) {
                Duration pause = failurePause.after(ranNanos);
                afterFailure = connection.settings().timing(options.withResignBackoff(pause));
                runner.apply(ElectionState::resign);
            }
        });
        return "this process resigns if it still leads, and stands again after a pause";
    }

    String election() {
        return name.value();
    }

    Candidate candidate() {
        return candidate;
    }

    Duration drainTimeout() {
        return options.drainTimeout();
    }

    /** The durations of the moment. */
    Timing timing(Timing configured) {
        Timing longer = afterFailure;
        return longer == null ? configured : longer;
    }

    /** The state may have changed. */
    void changed(ElectionState state) {
        status.changed(state.publicState());
    }

    /** A leadership has begun. */
    void elected(DefaultLeadership leadership) {
        tellLost();
        work.elected(leadership);
        held = leadership;
        afterFailure = null;
        status.elected();
        waiters.wake();
        listeners.elected(leadership);
        tasks.elected(leadership);
    }

    /** The leadership has ended; it is not held any more. The listeners hear of it by {@link #tellLost}, or before anything that comes after it. */
    void lost(DefaultLeadership leadership, LossReason reason) {
        tellLost();
        untold = () -> listeners.lost(leadership, reason);
        held = null;
        status.lost(reason);
    }

    /** Tells the listeners of the last loss, unless that was done. Does not throw. */
    void tellLost() {
        Runnable tell = untold;
        untold = null;
        if (tell == null) {
            return;
        }
        try {
            tell.run();
        } catch (RuntimeException | Error e) {
            connection.loop().threw("What tells of a loss in election '" + name + "'", e);
        }
    }

    /** The store refuses. */
    void refused(BatonException why) {
        tellLost();
        status.refused(String.valueOf(why.getMessage()));
        waiters.refuse(why);
        listeners.refused(why);
        if (connection.isClosing() && !work.isRunning()) {
            // What cannot be taken out of the queue by itself goes with the session.
            finished();
        }
    }

    /** The place is released, although work goes on. */
    void left() {
        tellLost();
        left.complete(true);
    }

    /** Nothing is left in the store, and no work goes on. */
    public void finished() {
        tellLost();
        whenFinished.run();
        left.complete(true);
    }
}
