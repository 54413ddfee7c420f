// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import io.baton.testkit.chaos.record.RoundRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How long recoveries took, the shortest first.
 */
record RecoveryTimes(List<Duration> sorted) {

    RecoveryTimes {
        sorted = sorted.stream().sorted().toList();
    }

    /** Until there was a leader again. */
    static RecoveryTimes untilLeader(List<RoundRecord> rounds) {
        return of(rounds, RoundRecord::leaderAgain);
    }

    /** Until all candidates stood again. */
    static RecoveryTimes untilAllStand(List<RoundRecord> rounds) {
        return of(rounds, RoundRecord::allStand);
    }

    private static RecoveryTimes of(List<RoundRecord> rounds, Function<RoundRecord, Optional<Duration>> time) {
        return new RecoveryTimes(
                rounds.stream().flatMap(round -> time.apply(round).stream()).toList());
    }

    /** The rounds of each fault, by its name. */
    static Map<String, List<RoundRecord>> byFault(List<RoundRecord> rounds) {
        return rounds.stream().collect(Collectors.groupingBy(RoundRecord::fault, TreeMap::new, Collectors.toList()));
    }

    int count() {
        return sorted.size();
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    Duration shortest() {
        return sorted.get(0);
    }

    Duration median() {
        return sorted.get(sorted.size() / 2);
    }

    Duration longest() {
        return sorted.get(sorted.size() - 1);
    }
}
