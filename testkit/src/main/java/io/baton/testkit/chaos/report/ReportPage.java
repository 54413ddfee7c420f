// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import io.baton.testkit.chaos.record.RunRecord;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page about one run, in the order in which a reader asks. To be used by one thread. */
final class ReportPage {

    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunRecord run;
    private final List<PromiseVerdict> verdicts;
    private final Markup out = new Markup();

    private ReportPage(RunRecord run) {
        this.run = run;
        verdicts = PromiseVerdict.of(run);
    }

    /** One file that needs no other and no script. */
    static String of(RunRecord run) {
        return new ReportPage(run).write();
    }

    private String write() {
        out.open("html", "lang", "en");
        writeHead();
        out.open("body");
        writeVerdict();
        writeCommand();
        writeTimeline();
        RecoverySection.write(run, out);
        writeFailures();
        writeMachine();
        out.close().close();
        return out.page();
    }

    private void writeHead() {
        out.open("head");
        out.empty("meta", "charset", "utf-8");
        out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        out.element("title", run.name() + ", seed " + run.seed());
        out.element("style", ReportStyle.CSS);
        out.close();
    }

    private void writeVerdict() {
        out.element("h1", run.name());
        out.element(
                "p",
                "Processes stood in one election while one fault after the other was begun and undone around them. Started "
                        + STARTED.format(run.startedAt()) + " UTC, seed " + run.seed() + ".",
                "class",
                "soft");
        boolean kept = isKept();
        out.open("p", "class", "verdict " + (kept ? "kept" : "broken"))
                .element("strong", kept ? "Kept. " : "Broken. ")
                .element("span", sentence())
                .close();
        out.open("table", "class", "promises").open("tr");
        out.element("th", "promise")
                .element("th", "kept")
                .element("th", "what the answer rests on")
                .close();
        for (PromiseVerdict verdict : verdicts) {
            out.open("tr");
            out.element("td", verdict.promise());
            String colour = verdict.kept() ? "kept" : "broken";
            out.element("td", verdict.kept() ? "\u2713 yes" : "\u2717 no", "class", "answer " + colour);
            out.element("td", verdict.figure());
            out.close();
        }
        out.close();
    }

    private boolean isKept() {
        return !run.rounds().isEmpty() && verdicts.stream().allMatch(PromiseVerdict::kept);
    }

    private String sentence() {
        String extent = "In " + TimeText.clock(run.length()) + " with "
                + TimeText.count(run.rounds().size(), "fault") + " and "
                + TimeText.count(run.processes().size(), "process", "processes") + " ";
        List<PromiseVerdict> broken =
                verdicts.stream().filter(verdict -> !verdict.kept()).toList();
        if (!broken.isEmpty()) {
            return extent + TimeText.count(broken.size(), "promise was", "promises were") + " broken: "
                    + broken.stream().map(PromiseVerdict::promise).collect(Collectors.joining("; ")) + ".";
        }
        return run.rounds().isEmpty()
                ? "No fault was played: the run shows nothing."
                : extent + "all promises were kept: "
                        + TimeText.count(run.check().holdings().size(), "leadership")
                        + ", never two at once, a leader again in time after each fault.";
    }

    private void writeCommand() {
        out.element("h2", "Run it again");
        out.element("pre", run.command());
        out.element(
                "p",
                "The seed decides the order of the faults, how long each lasts and which process it meets. How fast the"
                        + " processes and servers answer is decided by the machine.");
    }

    private void writeTimeline() {
        out.element("h2", "The election");
        legend();
        for (TimelineWindow window : TimelineWindow.of(run)) {
            out.element(
                    "h3",
                    TimeText.clock(window.sinceBegin(window.from())) + " to "
                            + TimeText.clock(window.sinceBegin(window.to())));
            TimelineChart.draw(run, window, out);
        }
    }

    private void legend() {
        out.open("p", "class", "legend");
        sample("lead", "a process leads, with its token");
        sample("band", "a fault, from its begin to its end");
        sample("overlap", "two processes lead at once");
        sample("line", "the process runs");
        out.close();
        out.element("p", "Point at a bar or a band for its times and what happened.", "class", "soft");
    }

    private void sample(String kind, String meaning) {
        out.open("svg", "class", "sample", "width", "26", "height", "14", "viewBox", "0 0 26 14");
        if (kind.equals("line")) {
            out.empty("line", "class", "alive", "x1", "0", "y1", "7", "x2", "26", "y2", "7");
        } else {
            out.empty("rect", "class", kind, "x", "1", "y", "1", "width", "24", "height", "12");
        }
        out.close().text(meaning);
    }

    private void writeFailures() {
        out.element("h2", "Failures");
        List<String> violations = Stream.concat(run.check().violations().stream(), run.counters().violations().stream())
                .toList();
        if (violations.isEmpty() && run.failures().isEmpty()) {
            out.element("p", "None.");
        }
        violations.forEach(violation -> out.element("pre", violation, "class", "failure"));
        run.failures().forEach(failure -> out.element("pre", failure.toString(), "class", "failure"));
        if (!run.notPlayed().isEmpty()) {
            out.element("p", "Not played, for lack of time: " + String.join(", ", run.notPlayed()) + ".");
        }
    }

    private void writeMachine() {
        out.element("h2", "Machine and settings");
        out.open("table", "class", "machine");
        fact("system", run.machine().system());
        fact("JDK", run.machine().jdk());
        fact("processors", Integer.toString(run.machine().processors()));
        fact("lease", TimeText.seconds(run.timing().lease()));
        fact(
                "length of a fault",
                TimeText.seconds(run.timing().leastHeld()) + " to "
                        + TimeText.seconds(run.timing().mostHeld()) + " between begin and undo");
        fact(
                "a leader again within",
                TimeText.seconds(run.timing().promised()) + " promised, "
                        + TimeText.seconds(run.timing().asserted()) + " asserted");
        fact(
                "connections closed during a fault or at the end",
                Integer.toString(run.closes().size()));
        fact(
                "longest time between two samples of a leader",
                TimeText.seconds(Duration.ofNanos(run.check().widestNanos())));
        out.close();
    }

    private void fact(String name, String value) {
        out.open("tr").element("th", name).element("td", value).close();
    }
}
