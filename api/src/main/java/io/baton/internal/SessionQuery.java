// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import io.baton.BatonException;
import io.baton.internal.config.DurationFormat;
import io.baton.internal.elector.ConnectionContext;
import io.baton.spi.BackendSession;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Asks the store for a thread of the application, which waits for the answer: one request timeout for a session, which
 * {@code SessionQuestions} bounds, and one for the answer, which the backend promises. The limit is the only deadline against a backend that breaks that
 * promise, and against a loop that does not turn.
 */
record SessionQuery(ConnectionContext connection, Duration limit) {

    /** Longer than the longest queue takes. Where the store does not answer, one request fails after its own timeout. */
    private static final Duration AT_LENGTH = Duration.ofSeconds(30);

    static SessionQuery ofOneRequest(ConnectionContext connection) {
        return new SessionQuery(
                connection, connection.settings().requestTimeout().multipliedBy(2));
    }

    /** For what may take the store many requests; each of them has the request timeout. */
    static SessionQuery ofManyRequests(ConnectionContext connection) {
        return new SessionQuery(
                connection, Collections.max(List.of(ofOneRequest(connection).limit(), AT_LENGTH)));
    }

    <T> T ask(String what, Function<BackendSession, CompletionStage<T>> question) throws InterruptedException {
        connection.ensureOpen();
        CompletableFuture<T> answer = new CompletableFuture<>();
        connection.loop().post(() -> connection.supervisor().questions().ask(answer, question));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BatonException(what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new BatonException(
                    what + ": " + connection.backend() + " has not answered within " + DurationFormat.write(limit), e);
        } finally {
            // A question that has not left yet is not asked any more.
            answer.cancel(false);
        }
    }
}
