// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.internal.query;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.support.FloorRaise;
import io.baton.spi.support.PendingQuery;
import io.baton.zookeeper.internal.session.OpenSession;
import io.baton.zookeeper.internal.session.SessionContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What is asked of a session without a candidacy; asked again when a connection breaks. */
public final class SessionQueries {

    private final OpenSession session;
    private final Set<PendingQuery<?>> open = new HashSet<>();

    public SessionQueries(OpenSession session) {
        this.session = session;
    }

    /**
     * Asks the store about an election. May be called from any thread.
     *
     * @param send sends the query; has to answer it, to fail it, or to call {@link ElectionQuery#failed}
     */
    public <T> CompletionStage<T> ask(ElectionName election, Consumer<ElectionQuery<T>> send) {
        return PendingQuery.ask(
                session.link().strand(),
                session.link().request().requestTimeout(),
                open,
                pending -> send(election, pending, send));
    }

    private <T> void send(ElectionName election, PendingQuery<T> pending, Consumer<ElectionQuery<T>> send) {
        Optional<SessionContext> connected = session.link().connected();
        if (session.link().isOver()) {
            pending.fail(new IllegalStateException("the session is over"));
        } else if (connected.isEmpty()) {
            pending.later();
        } else {
            send.accept(new ElectionQuery<>(session, election, connected.get(), pending));
        }
    }

    public CompletionStage<Long> raiseFloor(ElectionName election, long atLeast) {
        if (atLeast > FloorRecord.HIGHEST) {
            return CompletableFuture.failedStage(new IllegalArgumentException(
                    "a token floor of " + atLeast + " leaves no room for tokens; at most " + FloorRecord.HIGHEST));
        }
        return ask(election, query -> new FloorRaise(query.pending(), atLeast, new FloorTxns(query)).begin());
    }

    /** Fails all queries that have no answer yet. */
    public void end(Throwable cause) {
        for (PendingQuery<?> pending : List.copyOf(open)) {
            pending.fail(cause);
        }
    }
}
