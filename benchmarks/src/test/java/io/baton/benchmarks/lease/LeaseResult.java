// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import io.baton.benchmarks.lease.LeaseGroup.FailOver;
import io.baton.benchmarks.report.Measurement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What one group has come to.
 *
 * @param losses of leaderships that nothing had been done to, for each reason
 * @param gaps how long no process led after each of them, in nanoseconds
 * @param cpuPercent of one processor, that each member has used on average
 * @param failOvers after kills; empty before there were any
 * @param leftOut kills of a process that was not elected any more
 */
record LeaseResult(
        Duration lease,
        Map<String, Integer> losses,
        List<Long> gaps,
        double cpuPercent,
        List<FailOver> failOvers,
        int leftOut) {

    static final String HEADER =
            "| lease | leaderships lost without a cause | longest time without a leader | processor time of"
                    + " a member | `kill -9` to `onElected`: median | p99 | n | of these the Raft leader too: median | n |\n"
                    + "|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

    private static final double NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    LeaseResult {
        losses = Map.copyOf(losses);
        gaps = List.copyOf(gaps);
        failOvers = List.copyOf(failOvers);
    }

    /** The same with the outcome of kills. */
    LeaseResult after(List<FailOver> kills, int withoutOutcome) {
        return new LeaseResult(lease, losses, gaps, cpuPercent, kills, withoutOutcome);
    }

    /** A row below {@link #HEADER}. */
    String row() {
        return "| " + lease.toMillis() + " ms | " + lost() + " | "
                + (gaps.isEmpty() ? "none" : millis(Collections.max(gaps) / NANOS_PER_MILLI)) + " | "
                + String.format(Locale.ROOT, "%.1f %%", cpuPercent) + " | " + times(failOvers, true) + " | "
                + times(failOvers.stream().filter(FailOver::wasRaftLeader).toList(), false) + " |";
    }

    private String lost() {
        int all = losses.values().stream().mapToInt(Integer::intValue).sum();
        return all == 0
                ? "0"
                : all
                        + losses.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(reason -> reason.getValue() + " " + reason.getKey())
                                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String times(List<FailOver> kills, boolean withPercentile) {
        if (kills.isEmpty()) {
            return withPercentile ? " | | 0" : " | 0";
        }
        Measurement measured = new Measurement(
                "embedded Raft",
                "kill -9 of the elected process",
                "ms",
                "Baton",
                true,
                kills.stream().map(kill -> kill.nanos() / NANOS_PER_MILLI).toList());
        return millis(measured.median()) + " | " + (withPercentile ? millis(measured.percentile99()) + " | " : "")
                + kills.size();
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%,.0f ms", millis);
    }
}
