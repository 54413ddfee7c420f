// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.LossReason;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A leadership whose end a test moves. No work runs under it. Thread-safe. */
final class MovedLeadership implements Leadership {

    private volatile long until = System.nanoTime();
    private volatile boolean endsWithToken;

    void holdFor(Duration time) {
        until = System.nanoTime() + time.toNanos();
    }

    /** As if the process were frozen from then on until it is over. */
    void endsWhenTheTokenIsRead() {
        endsWithToken = true;
    }

    @Override
    public String election() {
        return "election";
    }

    @Override
    public FencingToken token() {
        if (endsWithToken) {
            until = System.nanoTime();
        }
        return new FencingToken(1);
    }

    @Override
    public boolean isHeld() {
        return remaining().toNanos() > 0;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }

    @Override
    public void ensureHeld() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<LossReason> lost() {
        return new CompletableFuture<>();
    }

    @Override
    public <T> T call(Callable<T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T callUninterrupted(Callable<T> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void run(Runnable work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> CompletionStage<T> callAsync(Supplier<? extends CompletionStage<T>> begin) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> CompletionStage<T> callAsyncUninterrupted(Supplier<? extends CompletionStage<T>> begin) {
        throw new UnsupportedOperationException();
    }
}
