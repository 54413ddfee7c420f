// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a page that a run writes, between two markers; other text is kept.
 *
 * @param name that of its markers
 */
public record PageSection(Path page, String name) {

    /** Writes in place of what was written before. */
    public void write(String text) throws IOException {
        String begin = "<!-- " + name + ": begin -->";
        String old = Files.readString(page);
        int from = old.indexOf(begin);
        int to = old.indexOf("<!-- " + name + ": end -->");
        if (from < 0 || to < from) {
            throw new IOException(page + " has no markers for the table '" + name + "'");
        }
        Files.writeString(page, old.substring(0, from) + begin + "\n\n" + text.strip() + "\n\n" + old.substring(to));
    }
}
