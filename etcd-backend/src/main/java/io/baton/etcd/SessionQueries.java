// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import io.baton.spi.ElectionName;
import io.baton.spi.support.PendingQuery;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What is asked of a session without standing; asked again, elsewhere, when a member does not answer. */
final class SessionQueries {

    /** Of several members, one that is silent must not cost the whole patience. */
    private static final int ATTEMPTS = 3;

    private final EtcdSession session;
    private final Set<PendingQuery<?>> open = new HashSet<>();

    SessionQueries(EtcdSession session) {
        this.session = session;
    }

    /** @param send sends the question with {@link #txn}; has to answer it, to fail it, or to ask it again */
    <T> CompletionStage<T> ask(Consumer<PendingQuery<T>> send) {
        return PendingQuery.ask(session.strand(), session.request().requestTimeout(), open, pendingQuery -> {
            if (session.isOver()) {
                pendingQuery.fail(new IllegalStateException("the session is over"));
            } else if (session.opened().isEmpty()) {
                pendingQuery.later();
            } else {
                send.accept(pendingQuery);
            }
        });
    }

    CompletionStage<Long> raiseFloor(ElectionName election, long atLeast) {
        return ask(pendingQuery -> new FloorRaise(session, election, atLeast, pendingQuery).begin());
    }

    void txn(PendingQuery<?> pendingQuery, TxnRequest transaction, Consumer<TxnResponse> done) {
        session.requests()
                .txn(
                        transaction,
                        session.request().requestTimeout().dividedBy(ATTEMPTS),
                        response -> {
                            if (pendingQuery.isOpen()) {
                                done.accept(response);
                            }
                        },
                        (cause, refused) -> {
                            if (refused) {
                                pendingQuery.fail(cause);
                            } else {
                                pendingQuery.later();
                            }
                        });
    }

    void end(Throwable cause) {
        List.copyOf(open).forEach(pendingQuery -> pendingQuery.fail(cause));
    }
}
