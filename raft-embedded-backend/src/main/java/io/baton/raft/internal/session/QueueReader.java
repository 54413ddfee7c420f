// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.session;

import io.baton.raft.internal.transport.Replies;
import io.baton.raft.state.request.Result;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;

/**
 * Reads a queue page by page, each with an entry of the session, so that proofs go on meanwhile. Each candidate that stands from
 * the first page to the last is in the result exactly once, in the order of the queue. A candidate that leaves meanwhile may be
 * in it, a candidate that enters meanwhile is not. Who leads, and the floor, are as they were at the first page. There is one
 * page at a time, so no two threads use a reader at once.
 */
final class QueueReader {

    /** No store keeps a longer queue; pages without end must not fill the memory of the process that asks. */
    private static final long MOST_CHARACTERS = 64L * 1024 * 1024;

    private static final long START = 0;

    private final ElectionName election;
    private final LongFunction<CompletionStage<Page>> pages;
    private final CompletableFuture<CandidateQueue> answer = new CompletableFuture<>();
    private final List<CandidateQueue.QueuedCandidate> places = new ArrayList<>();
    private long characters;
    private long floor;
    private long newest;

    /**
     * A page as it was read.
     *
     * @param index of the entry that has read it
     */
    record Page(Result.Listed listed, long index) {}

    /** @param pages reads the page behind an order value */
    QueueReader(ElectionName election, LongFunction<CompletionStage<Page>> pages) {
        this.election = election;
        this.pages = pages;
    }

    CompletionStage<CandidateQueue> read() {
        next(START);
        return answer.minimalCompletionStage();
    }

    private void next(long after) {
        var unused = pages.apply(after)
                .thenAccept(page -> add(page, after == START))
                .exceptionally(failure -> {
                    answer.completeExceptionally(Replies.cause(failure));
                    return null;
                });
    }

    private void add(Page page, boolean first) {
        CandidateQueue read = page.listed().page();
        if (first) {
            floor = read.floor();
            // The index of the entry that has let a candidate in is its order value.
            newest = page.index();
        }
        long last = newest;
        for (CandidateQueue.QueuedCandidate place : read.queue()) {
            last = place.orderValue();
            if (last <= newest) {
                places.add(first ? place : new CandidateQueue.QueuedCandidate(place.candidate(), last, false, 0));
                characters += characters(place);
            }
        }
        if (characters > MOST_CHARACTERS) {
            answer.completeExceptionally(new IllegalStateException("the first " + places.size()
                    + " candidates of election '" + election.value() + "' have " + characters
                    + " characters together, and a list may have " + MOST_CHARACTERS
                    + ": ask for the leader alone, or let candidates publish less in baton.attributes"));
        } else if (page.listed().more() && last < newest) {
            next(last);
        } else {
            answer.complete(new CandidateQueue(places, floor));
        }
    }

    private static long characters(CandidateQueue.QueuedCandidate place) {
        return place.candidate().id().length()
                + place.candidate().attributes().entrySet().stream()
                        .mapToLong(entry -> (long) entry.getKey().length()
                                + entry.getValue().length())
                        .sum();
    }
}
