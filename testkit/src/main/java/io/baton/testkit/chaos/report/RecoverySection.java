// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import io.baton.testkit.chaos.record.RoundRecord;
import io.baton.testkit.chaos.record.RunRecord;
import java.util.List;

/** The part of the page that tells how long recoveries took. To be used by one thread. */
final class RecoverySection {

    private static final String NO_TIME = "\u2013";

    private final RunRecord run;
    private final Markup out;

    private RecoverySection(RunRecord run, Markup out) {
        this.run = run;
        this.out = out;
    }

    static void write(RunRecord run, Markup out) {
        new RecoverySection(run, out).write();
    }

    private void write() {
        out.element("h2", "Fail-over times");
        if (run.rounds().isEmpty()) {
            out.element("p", "No fault was played.");
            return;
        }
        out.element(
                "p",
                "How many rounds had a leader again after how long: from the end of the fault to the first sample of a leader"
                        + " that the store has confirmed since. \"Stayed\": the fault ended while that leader led already. \"All stand\": until every candidate is in the store again, and nothing else; looked at after that confirmation, so at least half a lease.");
        RecoveryChart.drawAll(run, out);
        out.open("div", "class", "scroll").open("table", "class", "faults");
        writeHeader();
        RecoveryTimes.byFault(run.rounds()).forEach(this::writeRow);
        writeRow("all faults", run.rounds());
        out.close().close();
    }

    private void writeHeader() {
        out.open("tr");
        out.element("th", "times in seconds").element("th", "rounds", "class", "number");
        out.element("th", "failed", "class", "number");
        out.element("th", "leader again: each round", "class", "strip");
        threeColumns("min");
        threeColumns("all stand: min");
        out.close();
    }

    private void threeColumns(String first) {
        out.element("th", first, "class", "number");
        out.element("th", "median", "class", "number");
        out.element("th", "max", "class", "number");
    }

    private void writeRow(String fault, List<RoundRecord> rounds) {
        long failed = rounds.stream()
                .filter(round -> !run.failuresOf(round).isEmpty())
                .count();
        out.open("tr").element("td", fault);
        number(Integer.toString(rounds.size()));
        number(Long.toString(failed));
        out.open("td", "class", "strip");
        RecoveryChart.drawStrip(run, rounds, out);
        out.close();
        writeTimes(RecoveryTimes.untilLeader(rounds));
        writeTimes(RecoveryTimes.untilAllStand(rounds));
        out.close();
    }

    private void writeTimes(RecoveryTimes times) {
        if (times.isEmpty()) {
            List.of(NO_TIME, NO_TIME, NO_TIME).forEach(this::number);
        } else {
            List.of(times.shortest(), times.median(), times.longest())
                    .forEach(time -> number(TimeText.plainSeconds(time)));
        }
    }

    private void number(String text) {
        out.element("td", text, "class", "number");
    }
}
