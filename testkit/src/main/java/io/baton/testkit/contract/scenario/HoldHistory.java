// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.scenario;

import io.baton.FencingToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When leaderships answered that they are held, as bracketed readings of {@link System#nanoTime()}: each answer was given
 * between the reading before the question and the one after it. Needs two numbers for each leadership, however long it
 * was watched. Thread-safe.
 */
public final class HoldHistory {

    private final Map<Span, Span> spans = new ConcurrentHashMap<>();
    private final Map<String, String> revivals = new ConcurrentHashMap<>();

    /**
     * What is known of one leadership; equal if it is of the same holder, election and token.
     *
     * @param heldBy at this reading the first answer "held" had been given
     * @param heldAt at this reading the last question that was answered "held" had not been asked
     */
    public record Span(String holder, String election, FencingToken token, long heldBy, long heldAt) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Span span
                    && span.holder.equals(holder)
                    && span.election.equals(election)
                    && span.token.equals(token);
        }

        @Override
        public int hashCode() {
            return 31 * holder.hashCode() + token.hashCode();
        }

        Span and(Span later) {
            return new Span(holder, election, token, Math.min(heldBy, later.heldBy), Math.max(heldAt, later.heldAt));
        }
    }

    /** An answer "held" to a question asked after the one reading and answered before the other. */
    public void held(String holder, String election, FencingToken token, long before, long after) {
        Span span = new Span(holder, election, token, after, before);
        spans.merge(span, span, Span::and);
    }

    /** An answer "held" of a leadership that had answered before that it is not. */
    public void revived(String holder, String election, FencingToken token) {
        String what = holder + " held token " + token + " of " + election + " again after it had not";
        revivals.put(what, what);
    }

    /** All leaderships that were seen to be held. */
    public List<Span> spans() {
        return List.copyOf(spans.values());
    }

    /** The last moment at which a leadership with this token is known to have been held. */
    public Optional<Long> lastHeldAt(String election, FencingToken token) {
        return spans().stream()
                .filter(span -> span.election().equals(election) && span.token().equals(token))
                .map(Span::heldAt)
                .max(Long::compare);
    }

    /**
     * Every pair of leaderships of one election that breaks the promise: the older one was held although one with a newer
     * token had been held before, or both have the same token. Every revival as well.
     */
    public List<String> violations() {
        List<String> found = new ArrayList<>(revivals.keySet());
        List<Span> all = spans();
        for (Span older : all) {
            for (Span newer : all) {
                judge(older, newer).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<String> judge(Span older, Span newer) {
        if (!older.election().equals(newer.election())) {
            return Optional.empty();
        }
        int order = older.token().compareTo(newer.token());
        if (order == 0 && older.holder().compareTo(newer.holder()) < 0) {
            return Optional.of("token " + older.token() + " of " + older.election() + " was used by " + older.holder()
                    + " and by " + newer.holder());
        }
        long overlap = older.heldAt() - newer.heldBy();
        if (order >= 0 || overlap <= 0) {
            return Optional.empty();
        }
        return Optional.of("two leaders of " + older.election() + ": " + older.holder() + " held token " + older.token()
                + " " + overlap / 1000 + " us after " + newer.holder() + " had held token " + newer.token());
    }
}
