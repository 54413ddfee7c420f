// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.spi.ElectionName;
import io.baton.spi.support.Question;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What is asked of a session without standing; asked again, elsewhere, when a member does not answer. */
final class Questions {

    /** Of several members, one that is silent must not cost the whole patience. */
    private static final int ATTEMPTS = 3;

    private final EtcdSession session;
    private final Set<Question<?>> open = new HashSet<>();

    Questions(EtcdSession session) {
        this.session = session;
    }

    /** @param send sends the question with {@link #txn}; has to answer it, to fail it, or to ask it again */
    <T> CompletionStage<T> ask(Consumer<Question<T>> send) {
        return Question.ask(session.strand(), session.request().requestTimeout(), open, question -> {
            if (session.isOver()) {
                question.fail(new IllegalStateException("the session is over"));
            } else if (session.opened().isEmpty()) {
                question.later();
            } else {
                send.accept(question);
            }
        });
    }

    CompletionStage<Long> raiseFloor(ElectionName election, long atLeast) {
        return ask(question -> new FloorRaise(session, election, atLeast, question).begin());
    }

    void txn(Question<?> question, TxnRequest transaction, Consumer<TxnResponse> done) {
        session.requests()
                .txn(
                        transaction,
                        session.request().requestTimeout().dividedBy(ATTEMPTS),
                        response -> {
                            if (question.isOpen()) {
                                done.accept(response);
                            }
                        },
                        (cause, refused) -> {
                            if (refused) {
                                question.fail(cause);
                            } else {
                                question.later();
                            }
                        });
    }

    void end(Throwable cause) {
        List.copyOf(open).forEach(question -> question.fail(cause));
    }
}
