// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Lets the requests of a connection's candidacies out a bounded number at a time, in the order in which they were asked for. When a
 * process enters thousands of elections at once, or takes them over, the last requests would otherwise wait behind all others in
 * the store's client until they count as unanswered, be asked for again, and delay the proofs. For the loop's thread only.
 */
final class RequestThrottle {

    /** With more under way none is answered sooner. */
    private static final int AT_A_TIME = 200;

    private final Deque<Turn> waiting = new ArrayDeque<>();
    private final Set<Asker> underWay = new LinkedHashSet<>();

    private record Turn(Asker asker, Runnable send) {}

    /** What sends requests, one at a time. */
    interface Asker {

        /** Whether its request that waits for a turn is still to be sent. */
        boolean isWaiting();

        /** Whether an answer is expected. */
        boolean isUnderWay();
    }

    /** Sends now if there is room, otherwise later, unless the request is not wanted any more by then. */
    void join(Asker asker, Runnable send) {
        waiting.add(new Turn(asker, send));
        admit();
    }

    /** Sends as many as there is room for. */
    void admit() {
        underWay.removeIf(asker -> !asker.isUnderWay());
        while (underWay.size() < AT_A_TIME && !waiting.isEmpty()) {
            Turn next = waiting.remove();
            if (next.asker().isWaiting()) {
                underWay.add(next.asker());
                next.send().run();
            }
        }
    }
}
