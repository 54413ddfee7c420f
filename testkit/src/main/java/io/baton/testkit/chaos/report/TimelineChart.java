// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import static io.baton.testkit.chaos.report.Markup.number;

import io.baton.testkit.chaos.record.RoundRecord;
import io.baton.testkit.chaos.record.RunRecord;
import io.baton.testkit.process.election.LeadershipSpan;
import io.baton.testkit.process.election.OverlapCheck;
import io.baton.testkit.process.election.OverlapCheck.Violation;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who led when, and what was wrong meanwhile, in one part of a run: one row for each process. To be used by one thread. */
final class TimelineChart {

    private static final int WIDTH = 1160;
    private static final int RIGHT = 110;
    private static final int ROW = 22;
    private static final int BAR = 14;
    private static final double CHARACTER = 6.2;

    /** Names of faults are slanted by 60 degrees, so that neighbours do not touch. */
    private static final double SLANT = Math.sin(Math.toRadians(60));

    private static final Duration TICK = Duration.ofSeconds(30);

    private final RunRecord run;
    private final TimelineWindow window;
    private final List<String> rows;
    private final List<RoundRecord> rounds;
    private final Markup out;
    private final double left;
    private final double top;
    private final double bottom;

    private TimelineChart(RunRecord run, TimelineWindow window, Markup out) {
        this.run = run;
        this.window = window;
        this.out = out;
        rows = rows(run, window);
        rounds = run.rounds().stream()
                .filter(round -> window.shows(round.begun(), round.undone()))
                .toList();
        left = 16 + longest(rows.stream());
        top = 24 + SLANT * longest(rounds.stream().map(this::label));
        bottom = top + Math.max(1, rows.size()) * ROW;
    }

    static void draw(RunRecord run, TimelineWindow window, Markup out) {
        new TimelineChart(run, window, out).draw();
    }

    /** Also a process of which only leaderships are known. */
    private static List<String> rows(RunRecord run, TimelineWindow window) {
        Set<String> names = new LinkedHashSet<>();
        run.processes().stream()
                .filter(process -> window.shows(process.from(), process.to()))
                .forEach(process -> names.add(process.name()));
        run.check().holdings().stream()
                .filter(leadershipSpan -> isIn(window, leadershipSpan))
                .forEach(leadershipSpan -> names.add(leadershipSpan.worker()));
        return List.copyOf(names);
    }

    private static boolean isIn(TimelineWindow window, LeadershipSpan leadershipSpan) {
        return window.shows(leadershipSpan.first().from(), leadershipSpan.last().to());
    }

    private static double longest(Stream<String> texts) {
        return CHARACTER * texts.mapToInt(String::length).max().orElse(0);
    }

    private void draw() {
        String span = TimeText.clock(window.sinceBegin(window.from())) + " to "
                + TimeText.clock(window.sinceBegin(window.to()));
        out.open("div", "class", "scroll");
        out.open(
                "svg",
                "class",
                "chart timeline",
                "role",
                "img",
                "aria-label",
                "Leaderships and faults from " + span,
                "viewBox",
                "0 0 " + WIDTH + " " + number(bottom + 24));
        rounds.forEach(this::drawFault);
        drawAxis();
        drawRows();
        run.check().holdings().stream()
                .filter(leadershipSpan -> isIn(window, leadershipSpan))
                .forEach(this::drawLeadership);
        run.check().found().stream()
                .filter(violation -> violation.kind() == OverlapCheck.Kind.TWO_LEADERS)
                .forEach(this::drawOverlap);
        out.close().close();
    }

    private void drawFault(RoundRecord round) {
        double from = x(round.begun());
        double to = x(round.undone());
        out.open("g").element("title", told(round));
        out.empty("rect", box("band", from, top, Math.max(1.5, to - from), bottom - top));
        if (window.shows(round.begun(), round.begun())) {
            out.empty("line", line("edge", from, top - 4, from, bottom));
            String at = number(from + 4) + " " + number(top - 8);
            out.element(
                    "text",
                    label(round),
                    "class",
                    run.failuresOf(round).isEmpty() ? "fault" : "failed",
                    "transform",
                    "translate(" + at + ") rotate(-60)");
        }
        out.close();
    }

    private String label(RoundRecord round) {
        return run.failuresOf(round).isEmpty() ? round.fault() : "\u2717 " + round.fault();
    }

    private String told(RoundRecord round) {
        StringBuilder told = new StringBuilder(
                "round " + round.number() + ", " + round.fault() + ": " + between(round.begun(), round.undone()));
        round.leaderAgain().ifPresent(time -> told.append("\n").append(leaderAgain(time)));
        round.allStand()
                .ifPresent(time ->
                        told.append("\nall candidates stand again after ").append(TimeText.seconds(time)));
        round.closed()
                .ifPresent(closed ->
                        told.append("\nthe connection of ").append(closed).append(" was closed"));
        run.failuresOf(round).forEach(failure -> told.append("\nFAILED: ").append(failure.what()));
        return told.toString();
    }

    private static String leaderAgain(Duration time) {
        return time.isZero() ? "a leader was there at its end" : "a leader again after " + TimeText.seconds(time);
    }

    private void drawAxis() {
        long tick = TICK.toNanos();
        long first = Math.floorDiv(window.from() - run.begun() + tick - 1, tick) * tick;
        for (long at = run.begun() + first; at <= window.to(); at += tick) {
            double x = x(at);
            out.empty("line", line("grid", x, top, x, bottom + 5));
            out.element(
                    "text",
                    TimeText.clock(window.sinceBegin(at)),
                    "class",
                    "soft middle",
                    "x",
                    number(x),
                    "y",
                    number(bottom + 18));
        }
    }

    private void drawRows() {
        for (String row : rows) {
            double middle = y(row) + ROW / 2.0;
            out.element("text", row, "class", "end", "x", number(left - 10), "y", number(middle + 4));
            run.processes().stream()
                    .filter(process -> process.name().equals(row) && window.shows(process.from(), process.to()))
                    .forEach(process ->
                            out.empty("line", line("alive", x(process.from()), middle, x(process.to()), middle)));
        }
    }

    private void drawLeadership(LeadershipSpan leadershipSpan) {
        double from = x(leadershipSpan.first().from());
        double width = Math.max(1, x(leadershipSpan.last().to()) - from);
        double up = y(leadershipSpan.worker()) + (ROW - BAR) / 2.0;
        String token = Long.toString(leadershipSpan.token());
        out.open("g").element("title", told(leadershipSpan));
        out.empty("rect", box("lead", from, up, width, BAR));
        if (token.length() * CHARACTER + 4 < width) {
            String x = number(from + width / 2);
            out.element("text", token, "class", "token middle", "x", x, "y", number(up + BAR - 3));
        }
        out.close();
    }

    private String told(LeadershipSpan leadershipSpan) {
        return leadershipSpan.worker() + " leads with token " + leadershipSpan.token() + ": "
                + between(leadershipSpan.first().from(), leadershipSpan.last().to()) + ", "
                + TimeText.count(leadershipSpan.samples()) + " samples";
    }

    private void drawOverlap(Violation violation) {
        long begin = Math.max(
                violation.newer().first().to(), violation.older().first().to());
        long end = Math.min(
                violation.newer().last().from(), violation.older().last().from());
        if (window.shows(begin, end)) {
            double from = x(begin);
            out.open("g").element("title", violation.text());
            out.empty("rect", box("overlap", from, top, Math.max(3, x(end) - from), bottom - top));
            out.close();
        }
    }

    private String between(long begin, long end) {
        return TimeText.moment(window.sinceBegin(begin)) + " to " + TimeText.moment(window.sinceBegin(end)) + ", "
                + TimeText.seconds(Duration.ofNanos(end - begin));
    }

    private double x(long moment) {
        double part = (double) (window.within(moment) - window.from()) / scale();
        return left + part * (WIDTH - RIGHT - left);
    }

    /** All parts of a run have one scale, but for a last one that is somewhat longer. */
    private double scale() {
        long common = Math.min(TimelineWindow.LENGTH.toNanos(), run.ended() - run.begun());
        return Math.max(1, Math.max(common, window.to() - window.from()));
    }

    private double y(String row) {
        return top + rows.indexOf(row) * ROW;
    }

    private static String[] box(String kind, double x, double y, double width, double height) {
        return new String[] {
            "class", kind, "x", number(x), "y", number(y), "width", number(width), "height", number(height)
        };
    }

    private static String[] line(String kind, double x1, double y1, double x2, double y2) {
        return new String[] {"class", kind, "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2)};
    }
}
