// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.support.PendingQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.apache.zookeeper.KeeperException.Code;

/** What is asked of a session without standing; asked again when a connection breaks. */
final class SessionQueries {

    private final OpenSession session;
    private final Set<PendingQuery<?>> open = new HashSet<>();

    SessionQueries(OpenSession session) {
        this.session = session;
    }

    /** @param send sends the question; has to answer it, to fail it, or to call {@link #failed} */
    <T> CompletionStage<T> ask(BiConsumer<SessionContext, PendingQuery<T>> send) {
        return PendingQuery.ask(session.strand(), session.request().requestTimeout(), open, pendingQuery -> {
            SessionContext sessionContext = session.context();
            if (session.isOver()) {
                pendingQuery.fail(new IllegalStateException("the session is over"));
            } else if (sessionContext == null || !session.isConnected()) {
                pendingQuery.later();
            } else {
                send.accept(sessionContext, pendingQuery);
            }
        });
    }

    CompletionStage<Long> raiseFloor(ElectionName election, long atLeast) {
        if (atLeast > FloorRecord.HIGHEST) {
            return CompletableFuture.failedStage(new IllegalArgumentException(
                    "a token floor of " + atLeast + " leaves no room for tokens; at most " + FloorRecord.HIGHEST));
        }
        return ask((sessionContext, pendingQuery) -> new FloorRaise(
                        session, sessionContext, election, atLeast, pendingQuery)
                .begin(session.validityNanos()));
    }

    /** The store has an error for an answer. */
    void failed(PendingQuery<?> pendingQuery, Code code, String path) {
        session.check(code);
        if (ZooKeeperErrors.isRefusal(code)) {
            pendingQuery.fail(ZooKeeperErrors.of(code, path));
        } else {
            pendingQuery.later();
        }
    }

    void end(Throwable cause) {
        List.copyOf(open).forEach(pendingQuery -> pendingQuery.fail(cause));
    }
}
