// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Asks the store for a thread of the application, which waits for the answer. */
record SessionQuery(ElectionBackend backend, SessionSupervisor supervisor, Duration limit) {

    <T> T ask(String what, Function<BackendSession, CompletionStage<T>> question) throws InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        supervisor.loop().post(() -> supervisor.ask(answer, question));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BatonException(what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new BatonException(
                    what + ": " + backend + " has not answered within " + DurationFormat.write(limit), e);
        } finally {
            // A question that has not left yet is not asked any more.
            answer.cancel(false);
        }
    }
}
