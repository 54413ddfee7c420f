// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The leaderships of one election, as their processes have told of them. Immutable. */
final class LeadershipHistory {

    private final List<LeaderEvent> events;

    /** Whatever order the processes were heard in. */
    LeadershipHistory(List<LeaderEvent> told) {
        // Tokens grow from one leadership to the next.
        events = told.stream()
                .sorted(Comparator.comparingLong(LeaderEvent::token).thenComparing(event -> !event.isElected()))
                .toList();
    }

    /** How often leaderships have ended, for each reason. */
    Map<String, Integer> losses() {
        Map<String, Integer> losses = new TreeMap<>();
        events.stream()
                .filter(event -> !event.isElected())
                .forEach(event -> losses.merge(event.reason(), 1, Integer::sum));
        return losses;
    }

    /** The leadership that has not ended, for all that was told. */
    Optional<LeaderEvent> leader() {
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(events.get(events.size() - 1)).filter(LeaderEvent::isElected);
    }

    /** How long no process has led after each of those ends. The last time may go on up to that reading of the clock. */
    List<Long> gaps(long now) {
        List<Long> gaps = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (!events.get(i).isElected()) {
                long next = i + 1 < events.size() ? events.get(i + 1).at() : now;
                gaps.add(Math.max(0, next - events.get(i).at()));
            }
        }
        return gaps;
    }
}
