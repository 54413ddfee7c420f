// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.testkit.chaos.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the page about a run: one HTML file that needs no other, no script and no network. */
public final class HtmlReport {

    private HtmlReport() {}

    /**
     * Replaces an older page about the same run.
     *
     * @param directory is made if it is missing
     * @return the file
     */
    public static Path write(RunRecord run, Path directory) throws IOException {
        Path file = Files.createDirectories(directory).resolve(fileName(run));
        return Files.writeString(file, ReportPage.of(run), UTF_8);
    }

    private static String fileName(RunRecord run) {
        String name = run.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return name + "-" + run.seed() + ".html";
    }
}
