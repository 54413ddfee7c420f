// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import io.baton.benchmarks.report.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Watches groups of embedded Raft with different leases, kills their leaders afterwards, and writes the page about it. */
public final class LeaseTable {

    private LeaseTable() {}

    /** Takes the page to write to; the options are system properties. */
    public static void main(String[] arguments) throws Exception {
        run(LeaseOptions.of(System.getProperties()), Path.of(arguments[0]));
        // Threads of clients must not keep the process.
        System.exit(0);
    }

    /** The page is written after the watch and after the kills. */
    static void run(LeaseOptions options, Path page) throws IOException, InterruptedException {
        LeasePage report = new LeasePage(page, Machine.here(), options);
        LoadSamples load = new LoadSamples();
        try (LeaseSeries series = new LeaseSeries(options)) {
            series.found();
            List<LeaseResult> watched = series.watch(load);
            report.write(watched, load);
            if (options.rounds() > 0) {
                report.write(series.kill(watched), load);
            }
        }
    }
}
