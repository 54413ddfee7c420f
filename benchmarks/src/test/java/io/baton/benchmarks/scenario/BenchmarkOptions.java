// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.scenario;

import io.baton.benchmarks.process.Storage;
import io.baton.benchmarks.system.PeerSystem.Store;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * How much is measured.
 *
 * @param scenarios their names, in the order in which they run
 * @param rounds how often each system is measured
 * @param warmUp rounds before them that do not count
 * @param elections of one process, where there are many
 * @param candidates of one election, where there are many
 * @param seconds how long messages and processor time are counted
 */
public record BenchmarkOptions(
        List<String> scenarios,
        List<Store> stores,
        Storage storage,
        int rounds,
        int warmUp,
        int elections,
        int candidates,
        int seconds) {

    public BenchmarkOptions {
        scenarios = List.copyOf(scenarios);
        stores = List.copyOf(stores);
    }

    /** What is not said has a default, which is all for the scenarios. */
    public static BenchmarkOptions of(Properties said, List<String> allScenarios) {
        return new BenchmarkOptions(
                words(said.getProperty("scenarios", String.join(",", allScenarios))),
                words(said.getProperty("stores", "zookeeper,etcd,raft")).stream()
                        .map(store -> Store.valueOf(store.toUpperCase(Locale.ROOT)))
                        .toList(),
                Storage.valueOf(said.getProperty("storage", "memory").toUpperCase(Locale.ROOT)),
                number(said, "rounds", 50),
                number(said, "warm-up", 20),
                number(said, "elections", 1_000),
                number(said, "candidates", 2_000),
                number(said, "seconds", 20));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    private static int number(Properties said, String name, int otherwise) {
        return Integer.parseInt(said.getProperty(name, Integer.toString(otherwise)));
    }
}
