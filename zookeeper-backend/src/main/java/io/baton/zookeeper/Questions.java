// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.support.Question;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.zookeeper.KeeperException.Code;

/** What is asked of a session without standing; asked again when a connection breaks. */
final class Questions {

    private final OpenSession session;
    private final Set<Question<?>> open = new HashSet<>();

    Questions(OpenSession session) {
        this.session = session;
    }

    /** @param send sends the question; has to answer it, to fail it, or to call {@link #failed} */
    <T> CompletionStage<T> ask(BiConsumer<Link, Question<T>> send) {
        return Question.ask(session.strand(), session.request().requestTimeout(), open, question -> {
            Link link = session.link();
            if (session.isOver()) {
                question.fail(new IllegalStateException("the session is over"));
            } else if (link == null || !session.isConnected()) {
                question.later();
            } else {
                send.accept(link, question);
            }
        });
    }

    CompletionStage<Long> raiseFloor(ElectionName election, long atLeast) {
        if (atLeast > FloorRecord.HIGHEST) {
            return CompletableFuture.failedStage(new IllegalArgumentException(
                    "a token floor of " + atLeast + " leaves no room for tokens; at most " + FloorRecord.HIGHEST));
        }
        return ask((link, question) ->
                new FloorRaise(session, link, election, atLeast, question).begin(session.validityNanos()));
    }

    /** The store has an error for an answer. */
    void failed(Question<?> question, Code code, String path) {
        session.check(code);
        if (Trouble.isRefusal(code)) {
            question.fail(Trouble.of(code, path));
        } else {
            question.later();
        }
    }

    void end(Throwable cause) {
        List.copyOf(open).forEach(question -> question.fail(cause));
    }
}
