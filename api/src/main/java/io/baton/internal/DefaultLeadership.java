// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

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

/** One leadership: a deadline that the loop moves and every reader compares with the clock. */
final class DefaultLeadership implements Leadership {

    private static final long ENDED = Long.MIN_VALUE;

    private final String election;
    private final FencingToken token;
    private final MonotonicClock clock;
    private final AtomicLong until;
    private final LeaderWork work = new LeaderWork();
    private final CompletableFuture<LossReason> lost = new CompletableFuture<>();

    DefaultLeadership(String election, FencingToken token, MonotonicClock clock, long until) {
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
        return work.begin(this, leaderWork)
                .orElseThrow(() -> new LeadershipLostException(election, token))
                .call();
    }

    @Override
    public void run(Runnable leaderWork) {
        try {
            call(() -> {
                leaderWork.run();
                return true;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a Runnable has thrown a checked exception", e);
        }
    }

    @Override
    public String toString() {
        return "leadership of " + election + " with token " + token;
    }

    /** Moves the deadline, unless it has been seen to pass. */
    boolean extend(long later) {
        long deadline = until.get();
        return deadline != ENDED && clock.nanos() < deadline && until.compareAndSet(deadline, later);
    }

    /** Not held any more from now on; calls back when its work has returned. */
    void end(Runnable drained) {
        until.set(ENDED);
        work.end(drained);
    }

    /** Tells those who wait for the end. */
    void tellLost(LossReason reason) {
        lost.complete(reason);
    }
}
