// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks;

import io.baton.benchmarks.report.Machine;
import io.baton.benchmarks.report.Measurements;
import io.baton.benchmarks.report.PerformancePage;
import io.baton.benchmarks.scenario.BenchmarkOptions;
import io.baton.benchmarks.scenario.BenchmarkRun;
import io.baton.benchmarks.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Measures Baton beside its peers, and writes the page about it; the options are system properties. */
public final class PeerBenchmark {

    private PeerBenchmark() {}

    /** Takes the page to write to. */
    public static void main(String[] arguments) throws Exception {
        run(BenchmarkOptions.of(System.getProperties(), Scenarios.names()), Path.of(arguments[0]));
        // Threads of clients must not keep the process.
        System.exit(0);
    }

    /** The page is written after each scenario. */
    static void run(BenchmarkOptions options, Path page) throws IOException, InterruptedException {
        PerformancePage report = new PerformancePage(page, Machine.here(), conditions(options));
        Measurements measurements = new Measurements();
        for (String scenario : options.scenarios()) {
            System.out.println("--- " + scenario);
            try {
                Scenarios.named(scenario).run(new BenchmarkRun(options, measurements));
            } catch (InterruptedException interrupted) {
                throw interrupted;
            } catch (Exception failed) {
                measurements.failed(scenario, failed);
            }
            report.write(measurements);
        }
    }

    private static String conditions(BenchmarkOptions options) {
        return System.getProperty("baton.benchmark.clients", "") + " Logs of the servers "
                + (options.storage().name().toLowerCase(Locale.ROOT).equals("disk") ? "on disk" : "in memory") + ". "
                + options.rounds() + " rounds after " + options.warmUp() + " of warm-up; " + options.seconds()
                + " s for what is counted per second.";
    }
}
