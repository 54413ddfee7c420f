// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.session;

import io.baton.BatonException;
import io.baton.internal.loop.ElectionLoop;
import io.baton.spi.BackendSession;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Questions to the store, and those that wait for a session. Each waits for one request timeout at most before it is sent. That is
 * apart from the caller's patience, which covers the answer as well: a question that was sent at its end would be carried out after
 * its caller was told that it has failed. For the loop's thread only.
 */
public final class SessionQuestions {

    private static final int MOST = 1_024;

    private final ElectionLoop loop;
    private final CurrentSession current;
    private final long patience;
    private final Supplier<String> whyNone;
    private final Set<Question<?>> waiting = new LinkedHashSet<>();

    private static final class Question<T> {
        private final CompletableFuture<T> answer;
        private final Function<BackendSession, CompletionStage<T>> sender;

        Question(CompletableFuture<T> answer, Function<BackendSession, CompletionStage<T>> sender) {
            this.answer = answer;
            this.sender = sender;
        }

        void send(BackendSession session) {
            if (answer.isDone()) {
                return;
            }
            try {
                var unused = sender.apply(session).whenComplete(this::answered);
            } catch (RuntimeException | Error e) {
                // It fails alone; the session goes on.
                answer.completeExceptionally(e);
            }
        }

        private void answered(T value, Throwable failure) {
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(failure);
            }
        }
    }

    /**
     * No questions.
     *
     * @param patience how long one waits for a session, in nanoseconds
     * @param whyNone why there is no session
     */
    SessionQuestions(ElectionLoop loop, CurrentSession current, long patience, Supplier<String> whyNone) {
        this.loop = loop;
        this.current = current;
        this.patience = patience;
        this.whyNone = whyNone;
    }

    public static <T> void send(
            BackendSession session,
            CompletableFuture<T> answer,
            Function<BackendSession, CompletionStage<T>> question) {
        new Question<>(answer, question).send(session);
    }

    /** Asks the session, as soon as there is one, unless the answer has been given up by then. */
    public <T> void ask(CompletableFuture<T> answer, Function<BackendSession, CompletionStage<T>> question) {
        current.session().ifPresentOrElse(session -> send(session, answer, question), () -> await(answer, question));
    }

    private <T> void await(CompletableFuture<T> answer, Function<BackendSession, CompletionStage<T>> sender) {
        if (waiting.size() >= MOST) {
            waiting.removeIf(asked -> asked.answer.isDone());
        }
        if (waiting.size() >= MOST) {
            answer.completeExceptionally(new BatonException(
                    MOST + " questions wait for a session already (" + whyNone.get() + "); this one was not asked"));
            return;
        }
        Question<T> question = new Question<>(answer, sender);
        waiting.add(question);
        loop.at(loop.clock().nanos() + patience, () -> giveUp(question));
    }

    private void giveUp(Question<?> question) {
        if (waiting.remove(question)) {
            question.answer.completeExceptionally(new BatonException("there is no session: " + whyNone.get()));
        }
    }

    void opened(BackendSession session) {
        List<Question<?>> all = new ArrayList<>(waiting);
        waiting.clear();
        all.forEach(question -> question.send(session));
    }
}
