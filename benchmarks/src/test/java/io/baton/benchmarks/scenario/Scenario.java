// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

/** One thing that is measured, of each system that has it. */
public interface Scenario {

    /** As the option {@code scenarios} names it. */
    String name();

    void run(BenchmarkRun run) throws Exception;
}
