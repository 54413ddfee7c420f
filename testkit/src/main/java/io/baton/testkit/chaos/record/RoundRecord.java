// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.record;

import java.time.Duration;
import java.util.Optional;

/**
 * One fault, begun and undone.
 *
 * @param number the first is 1
 * @param fault its name
 * @param begun before the fault began, by {@code System.nanoTime()}
 * @param undone when everything was as before, by the same clock
 * @param closed the process whose connection was closed in the middle of the fault
 * @param leaderAgain from then until a leader had begun that was proven since; zero if the leader had stayed; none if no leader
 *     came in time
 * @param allStand from then until all candidates stood and nothing else was in the store; none if that did not come
 */
public record RoundRecord(
        int number,
        String fault,
        long begun,
        long undone,
        Optional<String> closed,
        Optional<Duration> leaderAgain,
        Optional<Duration> allStand) {

    public RoundRecord {
        if (undone < begun) {
            throw new IllegalArgumentException("round " + number + " is undone before it begins");
        }
    }
}
