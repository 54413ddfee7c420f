// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.elector;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lets candidacies enter a few at a time, in the order in which they came. When a process enters thousands of
 * elections at once, the last entries would otherwise wait behind all others until they count as unanswered. For the
 * loop's thread only.
 */
final class EntryThrottle {

    private static final int AT_A_TIME = 100;

    private final Deque<WaitingEntry> waiting = new ArrayDeque<>();
    private final List<Entrant> entering = new ArrayList<>();

    private record WaitingEntry(Entrant entrant, Runnable entry) {}

    /** What enters. */
    interface Entrant {

        /** Whether nothing has been heard yet of an entry that is still wanted. */
        boolean isEntering();
    }

    /** Enters now if there is room, otherwise later, unless the entry is not wanted any more by then. */
    void join(Entrant entrant, Runnable entry) {
        waiting.add(new WaitingEntry(entrant, entry));
        admit();
    }

    /** Lets in as many as there is room for. */
    void admit() {
        entering.removeIf(entrant -> !entrant.isEntering());
        while (entering.size() < AT_A_TIME && !waiting.isEmpty()) {
            WaitingEntry next = waiting.remove();
            if (next.entrant().isEntering()) {
                entering.add(next.entrant());
                next.entry().run();
            }
        }
    }
}
