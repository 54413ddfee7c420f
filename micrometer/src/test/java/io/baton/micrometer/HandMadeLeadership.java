// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import io.baton.FencingToken;
import io.baton.Leadership;
import io.baton.LossReason;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A leadership that is held as long as a test says so. */
final class HandMadeLeadership implements Leadership {

    private final FencingToken token;
    private boolean held = true;

    HandMadeLeadership(long token) {
        this.token = new FencingToken(token);
    }

    void end() {
        held = false;
    }

    @Override
    public String election() {
        return "billing";
    }

    @Override
    public FencingToken token() {
        return token;
    }

    @Override
    public boolean isHeld() {
        return held;
    }

    @Override
    public Duration remaining() {
        return held ? Duration.ofSeconds(1) : Duration.ZERO;
    }

    @Override
    public void ensureHeld() {}

    @Override
    public CompletionStage<LossReason> lost() {
        return new CompletableFuture<>();
    }

    @Override
    public <T> T call(Callable<T> work) throws Exception {
        return work.call();
    }

    @Override
    public <T> T callUninterrupted(Callable<T> work) throws Exception {
        return work.call();
    }

    @Override
    public void run(Runnable work) {
        work.run();
    }

    @Override
    public <T> CompletionStage<T> callAsync(Supplier<? extends CompletionStage<T>> begin) {
        return begin.get();
    }

    @Override
    public <T> CompletionStage<T> callAsyncUninterrupted(Supplier<? extends CompletionStage<T>> begin) {
        return begin.get();
    }
}
