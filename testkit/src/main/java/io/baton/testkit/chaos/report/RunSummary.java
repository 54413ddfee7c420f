// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import io.baton.testkit.chaos.record.RoundRecord;
import io.baton.testkit.chaos.record.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The figures of a run as lines of a log. */
public final class RunSummary {

    private RunSummary() {}

    /** One line for all, then one for each fault and kind of recovery. */
    public static List<String> lines(RunRecord run) {
        List<RoundRecord> rounds = run.rounds();
        List<String> lines = new ArrayList<>();
        lines.add(RecoveryTimes.untilLeader(rounds).count() + " rounds of " + rounds.size() + " recovered, "
                + closes(run) + ", " + run.check());
        lines.add(run.check().holdings().size() + " leaderships of "
                + run.processes().size() + " processes; " + run.counters());
        RecoveryTimes.byFault(rounds).forEach((fault, its) -> lines.add(line(fault, RecoveryTimes.untilLeader(its))));
        lines.add(line("all", RecoveryTimes.untilLeader(rounds)));
        RecoveryTimes.byFault(rounds)
                .forEach((fault, its) -> lines.add(stand(fault, RecoveryTimes.untilAllStand(its))));
        lines.add(stand("all", RecoveryTimes.untilAllStand(rounds)));
        run.notPlayed().forEach(fault -> lines.add("no round of " + fault));
        return lines;
    }

    private static String closes(RunRecord run) {
        return run.closes().isEmpty()
                ? "nothing closed"
                : run.closes().size() + " closed, at most "
                        + Collections.max(run.closes()).toMillis() + " ms each";
    }

    private static String stand(String what, RecoveryTimes times) {
        return "all stand again, " + line(what, times);
    }

    private static String line(String what, RecoveryTimes times) {
        if (times.isEmpty()) {
            return what + ": 0 rounds";
        }
        return what + ": " + times.count() + " rounds, recovered after " + millis(times.shortest()) + " / "
                + millis(times.median()) + " / " + millis(times.longest()) + " ms (min / median / max)";
    }

    private static String millis(Duration time) {
        return Long.toString(Math.round(time.toNanos() / 1e6));
    }
}
