// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question to the store; asked again as long as that can help, until the request timeout. For the strand
 * only, but for {@link #ask}.
 */
public final class PendingQuery<T> {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Strand strand;
    private final Set<PendingQuery<?>> open;
    private final Consumer<PendingQuery<T>> ask;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final Backoff pauses = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE);
    private Strand.@Nullable Timer bound;

    private PendingQuery(Strand strand, Set<PendingQuery<?>> open, Consumer<PendingQuery<T>> ask) {
        this.strand = strand;
        this.open = open;
        this.ask = ask;
    }

    /**
     * Asks; may be called from any thread.
     *
     * @param open the questions that are open, so that they can be failed at the end; written on the strand
     * @param ask sends the question, on the strand; has to answer it, to fail it, or to call {@link #again} or {@link #later}
     */
    public static <T> CompletionStage<T> ask(
            Strand strand, Duration bound, Set<PendingQuery<?>> open, Consumer<PendingQuery<T>> ask) {
        PendingQuery<T> pendingQuery = new PendingQuery<>(strand, open, ask);
        if (!strand.run(() -> pendingQuery.begin(bound))) {
            pendingQuery.answer.completeExceptionally(new IllegalStateException("the session is over"));
        }
        return pendingQuery.answer.minimalCompletionStage();
    }

    private void begin(Duration timeout) {
        open.add(this);
        bound = strand.later(timeout, () -> fail(new TimeoutException("no answer within " + timeout)));
        again();
    }

    /** Asks from the beginning, at once. */
    public void again() {
        if (!isOpen()) {
            return;
        }
        try {
            ask.accept(this);
        } catch (RuntimeException | Error e) {
            // It fails alone; the session goes on.
            fail(e);
        }
    }

    /** Asks from the beginning, after a pause that grows with each attempt. */
    public void later() {
        if (isOpen()) {
            strand.later(Duration.ofNanos(pauses.next(0)), this::again);
        }
    }

    public boolean isOpen() {
        return !answer.isDone();
    }

    public void answer(T value) {
        done();
        answer.complete(value);
    }

    public void fail(Throwable cause) {
        done();
        answer.completeExceptionally(cause);
    }

    private void done() {
        open.remove(this);
        if (bound != null) {
            bound.cancel();
        }
    }
}
