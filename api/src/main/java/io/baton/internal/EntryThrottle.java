// SPDX-License-Identifier: Apache-2.0
package io.baton.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Lets candidacies enter a few at a time, in the order in which they came. When a process begins to stand in thousands of
 * elections at once, the last entries would otherwise wait behind all others until they count as unanswered. For the
 * loop's thread only.
 */
final class EntryThrottle {

    private static final int AT_A_TIME = 100;

    private final Deque<Newcomer> waiting = new ArrayDeque<>();
    private final List<CandidacyPort> entering = new ArrayList<>();

    private record Newcomer(CandidacyPort stand, Runnable entry) {}

    /** Enters now if there is room, otherwise later, unless the entry is not wanted any more by then. */
    void join(CandidacyPort stand, Runnable entry) {
        waiting.add(new Newcomer(stand, entry));
        admit();
    }

    /** Lets in as many as there is room for. */
    void admit() {
        entering.removeIf(stand -> !stand.isEntering());
        while (entering.size() < AT_A_TIME && !waiting.isEmpty()) {
            Newcomer next = waiting.remove();
            if (next.stand().isEntering()) {
                entering.add(next.stand());
                next.entry().run();
            }
        }
    }
}
