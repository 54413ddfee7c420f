// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells people what happens, with the seconds since the start. */
public final class Timeline {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final PrintStream out;
    private final long start;

    /**
     * @param start what {@link System#nanoTime()} was when the story began
     */
    public Timeline(PrintStream out, long start) {
        this.out = out;
        this.start = start;
    }

    public void say(String text) {
        out.println(text);
    }

    public void heading(String text) {
        out.println();
        out.println("           " + text);
    }

    /** Something that happened at the given time of {@link System#nanoTime()}, to one process or to none. */
    public void at(long nanos, String who, String what) {
        out.println("%8s s  %-9s  %s".formatted(seconds(nanos), who, what).stripTrailing());
    }

    public void now(String who, String what) {
        at(System.nanoTime(), who, what);
    }

    /** The time since the start, as the timeline prints it. */
    public String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f", (nanos - start) / NANOS_PER_SECOND);
    }

    /** A span of time: whole milliseconds, but a fraction where there are few. */
    public static String millis(long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        return String.format(Locale.ROOT, Math.abs(millis) < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    /**
     * Lines up the cells under each other: to the left where the first row, which has the headings, says so by a
     * blank at the end, else to the right.
     */
    public static List<String> table(List<List<String>> rows) {
        List<String> headings = rows.get(0);
        int[] widths = IntStream.range(0, headings.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).strip().length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, widths.length)
                        .mapToObj(column -> cell(
                                row.get(column),
                                widths[column],
                                headings.get(column).endsWith(" ")))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .toList();
    }

    private static String cell(String text, int width, boolean left) {
        String blanks = " ".repeat(width - text.strip().length());
        return left ? text.strip() + blanks : blanks + text.strip();
    }
}
