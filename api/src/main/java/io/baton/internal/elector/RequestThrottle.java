// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import io.baton.internal.engine.RequestPriority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Lets the requests of a connection's candidacies out a bounded number at a time, by priority and in the order in which they were
 * asked for. When a process enters thousands of elections at once, or takes them over, the last requests would otherwise wait behind all
 * others in the store's client until they count as unanswered, be asked for again, and delay the proofs. For the loop's thread only.
 */
final class RequestThrottle {

    /** With more under way none is answered sooner. */
    static final int AT_A_TIME = 200;

    private final Map<RequestPriority, Deque<Turn>> waiting = new EnumMap<>(RequestPriority.class);
    private final Set<Asker> underWay = new LinkedHashSet<>();
    private boolean admitsSoon;

    RequestThrottle() {
        for (RequestPriority priority : RequestPriority.values()) {
            waiting.put(priority, new ArrayDeque<>());
        }
    }

    private record Turn(Asker asker, Runnable send) {}

    /** What sends requests, one at a time. */
    interface Asker {

        /** Whether its request that waits for a turn is still to be sent. */
        boolean isWaiting();

        /** Whether an answer is expected. */
        boolean isUnderWay();
    }

    /**
     * Sends later, unless the request is not wanted any more by then. Nothing is sent by the call: what another asker throws
     * would be taken for the caller's fault.
     *
     * @return whether the caller is to have {@link #admit} called soon
     */
    boolean join(Asker asker, RequestPriority priority, Runnable send) {
        turns(priority).add(new Turn(asker, send));
        boolean isFirst = !admitsSoon;
        admitsSoon = true;
        return isFirst;
    }

    /** Sends as many as there is room for. */
    void admit() {
        admitsSoon = false;
        underWay.removeIf(asker -> !asker.isUnderWay());
        for (RequestPriority priority : RequestPriority.values()) {
            admit(turns(priority));
        }
    }

    private void admit(Deque<Turn> turns) {
        while (underWay.size() < AT_A_TIME && !turns.isEmpty()) {
            Turn next = turns.remove();
            if (next.asker().isWaiting()) {
                underWay.add(next.asker());
                next.send().run();
            }
        }
    }

    private Deque<Turn> turns(RequestPriority priority) {
        return Objects.requireNonNull(waiting.get(priority));
    }
}
