// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import static io.baton.testkit.chaos.report.Markup.number;

import io.baton.testkit.chaos.record.RoundRecord;
import io.baton.testkit.chaos.record.RunRecord;
import java.time.Duration;
import java.util.List;

/** How long it took until there was a leader again: a histogram over all rounds, and a strip of dots for each fault. */
final class RecoveryChart {

    private static final int WIDTH = 1160;
    private static final int LEFT = 96;
    private static final int RIGHT = 60;
    private static final int TOP = 22;
    private static final int HEIGHT = 130;
    private static final int BINS = 40;
    private static final int STRIP_WIDTH = 300;
    private static final int STRIP_HEIGHT = 20;
    private static final int DOT = 4;

    private final RunRecord run;
    private final RecoveryTimes times;
    private final double most;
    private final Markup out;

    private RecoveryChart(RunRecord run, Markup out) {
        this.run = run;
        this.out = out;
        times = RecoveryTimes.untilLeader(run.rounds());
        most = most(run, times);
    }

    private static double most(RunRecord run, RecoveryTimes times) {
        Duration promised = run.timing().promised();
        boolean within = times.isEmpty() || times.longest().compareTo(promised) <= 0;
        return Math.max(1, (within ? promised : times.longest()).toNanos());
    }

    /** Rounds whose leader stayed are a number at the left: their bar would dwarf the others. */
    static void drawAll(RunRecord run, Markup out) {
        new RecoveryChart(run, out).drawAll();
    }

    /** One dot for each of these rounds; all strips of a run have the same scale. */
    static void drawStrip(RunRecord run, List<RoundRecord> rounds, Markup out) {
        new RecoveryChart(run, out).drawStrip(rounds);
    }

    private void drawAll() {
        int[] bins = bins();
        long stayed = times.sorted().stream().filter(Duration::isZero).count();
        long highest = 1;
        for (int bin : bins) {
            highest = Math.max(highest, bin);
        }
        out.open("div", "class", "scroll");
        String size = "0 0 " + WIDTH + " " + (TOP + HEIGHT + 40);
        String label = "How many rounds had a leader again after how long";
        out.open("svg", "class", "chart histogram", "role", "img", "aria-label", label, "viewBox", size);
        text(Long.toString(stayed), "stayed middle", 40, TOP + HEIGHT - 44);
        text(stayed == 1 ? "round" : "rounds", "soft middle", 40, TOP + HEIGHT - 24);
        text("stayed", "soft middle", 40, TOP + HEIGHT - 10);
        double width = (double) (WIDTH - LEFT - RIGHT) / BINS;
        for (int i = 0; i < BINS; i++) {
            bar(LEFT + i * width, width - 2, bins[i], highest, binName(i));
        }
        drawAxis();
        out.close().close();
    }

    private int[] bins() {
        int[] bins = new int[BINS];
        times.sorted().stream()
                .filter(time -> !time.isZero())
                .forEach(time -> bins[(int) Math.min(BINS - 1, time.toNanos() * BINS / most)]++);
        return bins;
    }

    private String binName(int bin) {
        return TimeText.seconds(Duration.ofNanos((long) (most * bin / BINS))) + " to "
                + TimeText.seconds(Duration.ofNanos((long) (most * (bin + 1) / BINS)));
    }

    private void bar(double x, double width, long count, long highest, String what) {
        if (count == 0) {
            return;
        }
        double height = (double) HEIGHT * count / highest;
        double top = TOP + HEIGHT - height;
        out.open("g").element("title", count + (count == 1 ? " round: " : " rounds: ") + what);
        String up = number(top);
        out.empty("rect", "class", "lead", "x", number(x), "y", up, "width", number(width), "height", number(height));
        text(Long.toString(count), "middle", x + width / 2, top - 5);
        out.close();
    }

    private void drawAxis() {
        double base = TOP + HEIGHT;
        line("grid", LEFT, base, WIDTH - RIGHT, base);
        double step = step();
        for (int i = 0; i * step <= most; i++) {
            line("grid", x(i * step), base, x(i * step), base + 4);
            text(number(i * step / 1e9) + " s", "soft middle", x(i * step), base + 16);
        }
        text("time from the end of the fault to the first sample of a leader", "soft middle", x(most / 2), base + 34);
        double promised = x((double) run.timing().promised().toNanos());
        line("bound", promised, TOP - 6, promised, base);
        text("promised", "soft", promised + 6, TOP);
        text(TimeText.plainSeconds(run.timing().promised()) + " s", "soft", promised + 6, TOP + 14);
    }

    /** A round number of seconds, so that there are at most twelve. */
    private double step() {
        double step = 5e8;
        while (most / step > 12) {
            step *= 2;
        }
        return step;
    }

    private void drawStrip(List<RoundRecord> rounds) {
        String size = "0 0 " + STRIP_WIDTH + " " + STRIP_HEIGHT;
        String width = Integer.toString(STRIP_WIDTH);
        String height = Integer.toString(STRIP_HEIGHT);
        out.open("svg", "class", "strip", "width", width, "height", height, "viewBox", size);
        String middle = number(STRIP_HEIGHT / 2.0);
        line("grid", DOT, STRIP_HEIGHT / 2.0, STRIP_WIDTH - DOT, STRIP_HEIGHT / 2.0);
        for (RoundRecord round : rounds) {
            round.leaderAgain().ifPresent(time -> {
                double x = DOT + 1 + time.toNanos() / most * (STRIP_WIDTH - 2 * DOT - 2);
                out.open("circle", "class", "dot", "cx", number(x), "cy", middle, "r", Integer.toString(DOT));
                out.element("title", "round " + round.number() + ": " + TimeText.seconds(time));
                out.close();
            });
        }
        out.close();
    }

    private double x(double nanos) {
        return LEFT + nanos / most * (WIDTH - LEFT - RIGHT);
    }

    private void text(String text, String kind, double x, double y) {
        out.element("text", text, "class", kind, "x", number(x), "y", number(y));
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        out.empty("line", "class", kind, "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
    }
}
