// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** What somebody wants to know of the store; asked again when a connection breaks, until the request timeout. */
final class Question<T> {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ZooKeeperSession session;
    private final BiConsumer<Link, Question<T>> ask;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private Strand.@Nullable Timer bound;

    private Question(ZooKeeperSession session, BiConsumer<Link, Question<T>> ask) {
        this.session = session;
        this.ask = ask;
    }

    /** @param ask sends the question; has to answer it, to fail it, or to call {@link #failed} */
    static <T> CompletionStage<T> ask(ZooKeeperSession session, BiConsumer<Link, Question<T>> ask) {
        Question<T> question = new Question<>(session, ask);
        if (!session.strand().run(question::begin)) {
            question.answer.completeExceptionally(over());
        }
        return question.answer.minimalCompletionStage();
    }

    private void begin() {
        if (session.isOver()) {
            fail(over());
            return;
        }
        session.roster().add(this);
        Duration timeout = session.request().requestTimeout();
        bound = session.strand().later(timeout, () -> fail(new TimeoutException("no answer within " + timeout)));
        again();
    }

    /** Asks from the beginning. */
    void again() {
        Link link = session.link();
        if (!isOpen()) {
            return;
        }
        if (link == null || !session.isConnected()) {
            session.strand().later(PAUSE, this::again);
        } else {
            ask.accept(link, this);
        }
    }

    boolean isOpen() {
        return !answer.isDone();
    }

    void answer(T value) {
        done();
        answer.complete(value);
    }

    void fail(Throwable cause) {
        done();
        answer.completeExceptionally(cause);
    }

    void failed(Code code, String path) {
        session.check(code);
        if (Trouble.isRefusal(code)) {
            fail(Trouble.of(code, path));
        } else if (isOpen()) {
            session.strand().later(PAUSE, this::again);
        }
    }

    private void done() {
        session.roster().remove(this);
        if (bound != null) {
            bound.cancel();
        }
    }

    private static IllegalStateException over() {
        return new IllegalStateException("the session is over");
    }
}
