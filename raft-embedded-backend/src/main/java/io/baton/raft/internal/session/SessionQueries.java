// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.Leader;
import io.baton.raft.state.request.Request;
import io.baton.raft.state.request.Result;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.support.PendingQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What is asked of a session without standing: through the log, so that the answer is not an old one. */
public final class SessionQueries {

    private final OpenSession session;
    private final Set<PendingQuery<?>> open = new HashSet<>();

    public SessionQueries(OpenSession session) {
        this.session = session;
    }

    public CompletionStage<CandidateQueue> candidates(ElectionName election) {
        return new QueueReader(election, after -> page(election, after)).read();
    }

    /** The bound of a question is that of a page. Pages after the first leave room for the entries of other sessions. */
    private CompletionStage<QueueReader.Page> page(ElectionName election, long after) {
        return ask(
                new Request.ListQueue(election, after),
                () -> after == 0,
                (result, index) -> new QueueReader.Page((Result.Listed) result, index));
    }

    public CompletionStage<Optional<Leader>> leader(ElectionName election) {
        return ask(new Request.AskLeader(election), result -> ((Result.LeaderIs) result).leader());
    }

    public CompletionStage<Boolean> forget(ElectionName election) {
        return ask(new Request.Forget(election), result -> ((Result.Forgotten) result).nothingLeft());
    }

    public CompletionStage<Long> raiseFloor(ElectionName election, long atLeast) {
        if (atLeast < 0 || atLeast > FloorRecord.HIGHEST) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("a floor lies between 0 and " + FloorRecord.HIGHEST));
        }
        return ask(new Request.RaiseFloor(election, atLeast), result -> ((Result.FloorIs) result).floor());
    }

    public void end() {
        IllegalStateException gone = over();
        List.copyOf(open).forEach(pendingQuery -> pendingQuery.fail(gone));
    }

    private <T> CompletionStage<T> ask(Request request, Function<Result, T> read) {
        return ask(request, () -> true, (result, index) -> read.apply(result));
    }

    private <T> CompletionStage<T> ask(Request request, BooleanSupplier urgent, Reading<T> read) {
        return PendingQuery.ask(session.strand(), session.request().requestTimeout(), open, pendingQuery -> {
            if (session.isOver()) {
                pendingQuery.fail(over());
                return;
            }
            session.opened()
                    .ifPresentOrElse(
                            entries -> entries.send(new PendingRequest(
                                    request,
                                    pendingQuery::isOpen,
                                    urgent,
                                    (result, index, sentAt) -> answer(pendingQuery, result, index, read))),
                            pendingQuery::later);
        });
    }

    private static <T> void answer(PendingQuery<T> pendingQuery, Result result, long index, Reading<T> read) {
        if (result instanceof Result.Refused refused) {
            pendingQuery.fail(new IllegalStateException(refused.why()));
        } else if (result instanceof Result.Later) {
            pendingQuery.again();
        } else {
            pendingQuery.answer(read.read(result, index));
        }
    }

    private static IllegalStateException over() {
        return new IllegalStateException("the session is over");
    }

    /** What a result says. */
    @FunctionalInterface
    private interface Reading<T> {

        /** @param index of the entry that was answered */
        T read(Result result, long index);
    }
}
