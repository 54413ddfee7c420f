// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.report.Measurement;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What asking a leadership whether it is held costs; measured by JMH, beside the reading of the clock that is a part of it. */
final class IsHeldCost implements Scenario {

    @Override
    public String name() {
        return "is-held";
    }

    @Override
    public void run(BenchmarkRun run) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("IsHeldBenchmark")
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        for (String method : List.of("isHeld", "isLeader")) {
            run.measurements().add(measurement(method, "Baton", true, values(results, method)));
            run.measurements().add(measurement(method, "System.nanoTime()", false, values(results, "nanoTime")));
        }
    }

    private static Measurement measurement(String method, String system, boolean isBaton, List<Double> values) {
        return new Measurement("One process", method + "()", "ns", system, isBaton, values);
    }

    private static List<Double> values(Collection<RunResult> results, String method) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
                .flatMap(result -> result.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
    }
}
