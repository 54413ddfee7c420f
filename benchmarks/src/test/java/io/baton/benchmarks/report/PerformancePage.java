// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The page with the table, whose other text is kept, and the chart beside it. */
public final class PerformancePage {

    private static final int SMALL = 10;

    private final Path page;
    private final Machine machine;
    private final String conditions;

    /**
     * @param page a page that has both markers
     * @param conditions of the run: options and versions of the clients
     */
    public PerformancePage(Path page, Machine machine, String conditions) {
        this.page = page;
        this.machine = machine;
        this.conditions = conditions;
    }

    /** Writes what was measured in place of what was measured before. */
    public void write(Measurements measurements) throws IOException {
        List<Comparison> comparisons = Comparison.of(measurements.all());
        new PageSection(page, "measured").write(text(measurements, comparisons));
        Path images = Files.createDirectories(page.resolveSibling("images"));
        Files.writeString(images.resolve("performance.svg"), RatioChart.svg(comparisons));
    }

    private String text(Measurements measurements, List<Comparison> comparisons) {
        StringJoiner lines = new StringJoiner("\n", "\n", "\n\n");
        lines.add("Measured on " + LocalDate.now(ZoneOffset.UTC) + ": " + machine.cores() + " cores of "
                + machine.processor() + ", " + machine.memory() + ", " + machine.kernel() + ", " + machine.jdk()
                + "; load average at the start " + machine.load() + ".");
        lines.add("Servers: "
                + String.join(", ", measurements.servers().stream().sorted().toList()) + ". " + conditions);
        for (String gap : measurements.gaps()) {
            lines.add("");
            lines.add(gap);
        }
        for (String group :
                measurements.all().stream().map(Measurement::group).distinct().toList()) {
            lines.add("");
            lines.add("### " + group);
            lines.add("");
            lines.add("| what | unit | Baton, median | p99 | peer | peer, median | p99 | ratio of medians | n |");
            lines.add("|---|---|--:|--:|---|--:|--:|--:|--:|");
            comparisons.stream()
                    .filter(compared -> compared.baton().group().equals(group))
                    .forEach(compared -> lines.add(row(compared)));
            measurements.all().stream()
                    .filter(measured -> measured.group().equals(group) && !isCompared(measured, comparisons))
                    .forEach(measured -> lines.add(row(measured)));
        }
        return lines.toString();
    }

    private static boolean isCompared(Measurement measured, List<Comparison> comparisons) {
        return comparisons.stream()
                .anyMatch(compared ->
                        compared.baton().equals(measured) || compared.peer().equals(measured));
    }

    private static String row(Comparison compared) {
        Measurement baton = compared.baton();
        Measurement peer = compared.peer();
        return "| " + baton.what() + " | " + baton.unit() + " | " + number(baton.median()) + " | "
                + number(baton.percentile99()) + " | " + peer.system() + " | " + number(peer.median()) + " | "
                + number(peer.percentile99()) + " | " + compared.ratioText() + " | "
                + baton.values().size() + " |";
    }

    private static String row(Measurement alone) {
        String columns = number(alone.median()) + " | " + number(alone.percentile99());
        return "| " + alone.what() + " | " + alone.unit() + " | "
                + (alone.isBaton() ? columns + " | | | " : " | | " + alone.system() + " | " + columns) + " | | "
                + alone.values().size() + " |";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < SMALL ? "%.2f" : value < SMALL * SMALL ? "%.1f" : "%,.0f", value);
    }
}
