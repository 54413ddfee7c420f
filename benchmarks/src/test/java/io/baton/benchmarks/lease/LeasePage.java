// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import io.baton.benchmarks.report.Machine;
import io.baton.benchmarks.report.PageSection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page with one table for a machine whose members share all of it, and one for members with limits; other text is kept. */
final class LeasePage {

    private final Path page;
    private final Machine machine;
    private final LeaseOptions options;

    /** @param page has the markers of both tables */
    LeasePage(Path page, Machine machine, LeaseOptions options) {
        this.page = page;
        this.machine = machine;
        this.options = options;
    }

    /** Prints what was measured, and writes it in place of what was measured before under the same conditions. */
    void write(List<LeaseResult> results, LoadSamples load) throws IOException {
        String text = text(results, load);
        System.out.println(text);
        String table = options.isThrottled() ? "throttled" : "shared";
        new PageSection(page, table).write(text);
    }

    private String text(List<LeaseResult> results, LoadSamples load) {
        String rows = results.stream().map(LeaseResult::row).collect(Collectors.joining("\n"));
        int leftOut = results.stream().mapToInt(LeaseResult::leftOut).sum();
        return "Measured on " + LocalDate.now(ZoneOffset.UTC) + ": " + machine.cores() + " cores of "
                + machine.processor() + ", " + machine.memory() + ", " + machine.kernel() + ", " + machine.jdk() + ". "
                + "Groups side by side: " + results.size() + ", watched for "
                + options.watched().toMinutes() + " minutes; load average meanwhile " + load + "; "
                + (options.isThrottled() ? options.quota() + " % of a core for each member" : "no limits of members")
                + "; logs in "
                + (options.storage().name().toLowerCase(Locale.ROOT).equals("disk") ? "files on disk" : "memory")
                + (leftOut == 0
                        ? ""
                        : "; " + leftOut
                                + " kills left out, since no process was elected just then or within two minutes afterwards")
                + ".\n\n"
                + LeaseResult.HEADER + "\n" + rows;
    }
}
