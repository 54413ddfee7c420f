// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A bar for each comparison, from the line where both are equal: to the right where the peer needs less. */
final class RatioChart {

    private static final int LABELS = 690;
    private static final int HALF = 200;
    private static final int RIGHT = 60;
    private static final int TOP = 46;
    private static final int ROW = 22;
    private static final int BAR = 14;
    private static final int BASELINE = 12;

    /** Ratios beyond end at the edge. */
    private static final double GREATEST = 16;

    private static final double[] TICKS = {0.125, 0.25, 0.5, 1, 2, 4, 8};

    private RatioChart() {}

    static String svg(List<Comparison> comparisons) {
        int width = LABELS + 2 * HALF + RIGHT;
        int height = TOP + ROW * comparisons.size() + ROW;
        StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">",
                width,
                height,
                width,
                height);
        add(svg, "<!-- SPDX-License-Identifier: Apache-2.0 -->");
        add(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>", width, height);
        add(
                svg,
                "<text x=\"10\" y=\"18\" font-weight=\"bold\">Baton / peer, ratio of medians; below 1 is better</text>");
        for (double tick : TICKS) {
            add(
                    svg,
                    "<line x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\" stroke=\"%4$s\"/>",
                    x(tick),
                    TOP - 4,
                    height - ROW,
                    tick == 1 ? "#222" : "#ddd");
            add(
                    svg,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#666\">%s</text>",
                    x(tick),
                    TOP - 8,
                    tick(tick));
        }
        for (int i = 0; i < comparisons.size(); i++) {
            bar(svg, comparisons.get(i), TOP + ROW * i);
        }
        add(svg, "</svg>");
        return svg.toString();
    }

    private static void bar(StringBuilder svg, Comparison compared, int top) {
        Measurement baton = compared.baton();
        double end = x(compared.ratio());
        double one = x(1);
        add(
                svg,
                "<text x=\"10\" y=\"%d\">%s: %s (%s), %s</text>",
                top + BASELINE,
                baton.group(),
                baton.what(),
                baton.unit(),
                compared.peer().system());
        add(
                svg,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                Math.min(end, one),
                top,
                Math.max(1, Math.abs(end - one)),
                BAR,
                compared.ratio() > 1 ? "#c4532d" : "#2d7dc4");
        add(svg, "<text x=\"%.1f\" y=\"%d\">%s</text>", Math.max(end, one) + 4, top + BASELINE, compared.ratioText());
    }

    /** Twice as much and half as much are the same length. */
    private static double x(double ratio) {
        double bounded = Math.max(1 / GREATEST, Math.min(GREATEST, ratio));
        return LABELS + HALF + HALF * Math.log(bounded) / Math.log(GREATEST);
    }

    private static String tick(double ratio) {
        return ratio < 1 ? "1/" + Math.round(1 / ratio) : Long.toString(Math.round(ratio));
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
