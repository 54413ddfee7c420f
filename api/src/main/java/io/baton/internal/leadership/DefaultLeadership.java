// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.leadership;

import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.LeadershipLostException;
import io.baton.LossReason;
import io.baton.spi.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One leadership: a deadline that the loop moves and every reader compares with the clock. */
public final class DefaultLeadership implements Leadership {

    private static final long ENDED = Long.MIN_VALUE;

    private final String election;
    private final FencingToken token;
    private final MonotonicClock clock;
    private final AtomicLong until;
    private final LeaderWork work = new LeaderWork();
    private final CompletableFuture<LossReason> lost = new CompletableFuture<>();

    public DefaultLeadership(String election, FencingToken token, MonotonicClock clock, long until) {
        this.election = election;
        this.token = token;
        this.clock = clock;
        this.until = new AtomicLong(until);
    }

    @Override
    public String election() {
        return election;
    }

    @Override
    public FencingToken token() {
        return token;
    }

    @Override
    public boolean isHeld() {
        long deadline = until.get();
        if (clock.nanos() < deadline) {
            return true;
        }
        // Once false, always false: a proof that is answered between this and the next call must not revive it.
        return deadline != ENDED && !until.compareAndSet(deadline, ENDED) && isHeld();
    }

    @Override
    public Duration remaining() {
        long deadline = until.get();
        return deadline == ENDED ? Duration.ZERO : Duration.ofNanos(Math.max(0, deadline - clock.nanos()));
    }

    @Override
    public void ensureHeld() {
        if (!isHeld()) {
            throw new LeadershipLostException(election, token);
        }
    }

    @Override
    public CompletionStage<LossReason> lost() {
        return lost.minimalCompletionStage();
    }

    @Override
    public <T> T call(Callable<T> leaderWork) throws Exception {
        return call(true, leaderWork);
    }

    @Override
    public <T> T callUninterrupted(Callable<T> leaderWork) throws Exception {
        return call(false, leaderWork);
    }

    private <T> T call(boolean interruptible, Callable<T> leaderWork) throws Exception {
        return work.begin(this, interruptible, leaderWork)
                .orElseThrow(() -> new LeadershipLostException(election, token))
                .call();
    }

    @Override
    public void run(Runnable leaderWork) {
        unchecked(() -> call(() -> {
            leaderWork.run();
            return true;
        }));
    }

    @Override
    public <T> CompletionStage<T> callAsync(Supplier<? extends CompletionStage<T>> begin) {
        return callAsync(true, begin);
    }

    @Override
    public <T> CompletionStage<T> callAsyncUninterrupted(Supplier<? extends CompletionStage<T>> begin) {
        return callAsync(false, begin);
    }

    private <T> CompletionStage<T> callAsync(boolean interruptible, Supplier<? extends CompletionStage<T>> begin) {
        return work.begin(this, interruptible, () -> begunStage(begin))
                .map(DefaultLeadership::unchecked)
                .orElseThrow(() -> new LeadershipLostException(election, token));
    }

    private <T> CompletionStage<T> begunStage(Supplier<? extends CompletionStage<T>> begin) {
        work.stageBegun();
        CompletionStage<T> stage;
        try {
            stage = begin.get();
            var unused = stage.whenComplete((value, failure) -> work.stageEnded());
        } catch (Throwable e) {
            work.stageEnded();
            throw e;
        }
        return stage;
    }

    private static <T> T unchecked(Callable<T> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("work has thrown a checked exception that it does not declare", e);
        }
    }

    @Override
    public String toString() {
        return "leadership of election '" + election + "' with token " + token;
    }

    public LeaderWork work() {
        return work;
    }

    /** Moves the deadline, unless it has been seen to pass. */
    public boolean extend(long later) {
        long deadline = until.get();
        return deadline != ENDED && clock.nanos() < deadline && until.compareAndSet(deadline, later);
    }

    /** Not held any more from now on; calls back when its work has returned. */
    public void end(Runnable drained) {
        until.set(ENDED);
        work.end(drained);
    }

    /** Tells those who wait for the end. */
    public void tellLost(LossReason reason) {
        lost.complete(reason);
    }
}
