// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.internal.query;

import io.baton.Leader;
import io.baton.etcd.internal.session.SessionContext;
import io.baton.etcd.internal.session.SessionLink;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.support.FloorRaise;
import io.baton.spi.support.PendingQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What is asked of a session by processes that are no candidates. */
public final class SessionQueries {

    private final SessionContext session;
    private final QueryTxns txns;
    private final Set<PendingQuery<?>> open = new HashSet<>();

    public SessionQueries(SessionContext session) {
        this.session = session;
        txns = new QueryTxns(session);
    }

    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return ask(query -> new QueueReader(txns, election, query).begin());
    }

    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return ask(query -> new LeaderQuery(txns, election, query).begin());
    }

    public CompletionStage<Boolean> forget(ElectionName election) {
        return ask(query -> new RecordRemoval(txns, election, query).begin());
    }

    public CompletionStage<Long> raiseFloor(ElectionName election, long atLeast) {
        return ask(query -> new FloorRaise(query, atLeast, new FloorTxns(txns, election, query)).begin());
    }

    /** @param send has to answer the query, to fail it, or to ask it again */
    private <T> CompletionStage<T> ask(Consumer<PendingQuery<T>> send) {
        SessionLink link = session.link();
        return PendingQuery.ask(link.strand(), link.request().requestTimeout(), open, query -> {
            if (link.isOver()) {
                query.fail(new IllegalStateException("the session is over"));
            } else if (session.opened().isEmpty()) {
                query.later();
            } else {
                send.accept(query);
            }
        });
    }

    public void end(Throwable cause) {
        for (PendingQuery<?> query : List.copyOf(open)) {
            query.fail(cause);
        }
    }
}
