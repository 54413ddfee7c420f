// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import io.baton.testkit.chaos.record.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a run, as long as one picture shows: bars of a longer one would be too narrow to read.
 *
 * @param origin when the run began
 * @param from the begin of the part, by the same clock
 * @param to its end, or that of the run
 */
record TimelineWindow(long origin, long from, long to) {

    static final Duration LENGTH = Duration.ofMinutes(5);

    /** The parts of a run in order; a last one that is very short belongs to the one before it. */
    static List<TimelineWindow> of(RunRecord run) {
        long shortest = LENGTH.dividedBy(5).toNanos();
        List<TimelineWindow> windows = new ArrayList<>();
        long from = run.begun();
        while (run.ended() - from > LENGTH.toNanos() + shortest) {
            windows.add(new TimelineWindow(run.begun(), from, from + LENGTH.toNanos()));
            from += LENGTH.toNanos();
        }
        windows.add(new TimelineWindow(run.begun(), from, run.ended()));
        return List.copyOf(windows);
    }

    boolean shows(long begin, long end) {
        return begin <= to && end >= from;
    }

    /** The same moment, or the edge that is nearest. */
    long within(long moment) {
        return Math.min(to, Math.max(from, moment));
    }

    /** A moment as a reader counts: from the begin of the run. */
    Duration sinceBegin(long moment) {
        return Duration.ofNanos(Math.max(0, moment - origin));
    }
}
