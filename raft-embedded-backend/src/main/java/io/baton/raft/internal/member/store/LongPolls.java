// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.store;

import io.baton.raft.state.Outcome;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.SessionEventsCodec;
import io.baton.raft.state.request.SessionEventPoll;
import io.baton.raft.state.request.SessionEvents;
import io.baton.raft.state.request.SessionId;
import io.baton.spi.support.Strand;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The polls that wait until something concerns their session; one for each. For the member's strand only. */
final class LongPolls {

    /** Longer costs nothing while all is well, but a session whose poll was lost with its connection waits for it. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final int SIGNS = 4;

    private final Strand strand;
    private final Map<SessionId, Held> held = new LinkedHashMap<>();
    private long numbers;

    private record Held(SessionEventPoll poll, CompletableFuture<byte[]> answer, long number, Strand.Timer bound) {}

    LongPolls(Strand strand) {
        this.strand = strand;
    }

    /** Answers at once if there is anything to tell, otherwise as soon as there is. */
    void ask(SessionEventPoll poll, Store store, CompletableFuture<byte[]> answer) {
        SessionEvents sessionEvents = store.events(poll);
        if (sessionEvents.isAny()) {
            answer.complete(SessionEventsCodec.write(sessionEvents));
            return;
        }
        long number = ++numbers;
        Strand.Timer bound = strand.later(longest(poll.session(), store), () -> {
            Held present = held.get(poll.session());
            if (present != null && present.number == number) {
                release(poll.session(), store);
            }
        });
        Held before = held.put(poll.session(), new Held(poll, answer, number, bound));
        if (before != null) {
            tell(before, store);
        }
    }

    /** A session that sends hardly any entries learns from these answers that it is heard. */
    private static Duration longest(SessionId session, Store store) {
        return store.restingLease(session)
                .map(lease -> lease.dividedBy(SIGNS))
                .filter(sign -> sign.compareTo(LONGEST) < 0)
                .orElse(LONGEST);
    }

    /** Answers the sessions that an entry concerns. */
    void applied(Outcome outcome, Store store) {
        outcome.sessions().forEach(session -> release(session, store));
        if (!outcome.elections().isEmpty()) {
            held.values().stream()
                    .map(Held::poll)
                    .filter(poll -> !Collections.disjoint(poll.observed(), outcome.elections()))
                    .map(SessionEventPoll::session)
                    .toList()
                    .forEach(session -> release(session, store));
        }
    }

    /** Answers all polls that wait: their sessions have to ask another member. */
    void releaseAll(Store store) {
        List.copyOf(held.keySet()).forEach(session -> release(session, store));
    }

    private void release(SessionId session, Store store) {
        Held waiting = held.remove(session);
        if (waiting != null) {
            tell(waiting, store);
        }
    }

    private static void tell(Held waiting, Store store) {
        waiting.bound.cancel();
        waiting.answer.complete(SessionEventsCodec.write(store.events(waiting.poll)));
    }
}
