// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.benchmarks.scenario.BenchmarkOptions;
import io.baton.benchmarks.scenario.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run on a real server: everything is measured, whatever it is. */
class PeerBenchmarkTest {

    @Test
    void theTableHasARowForEachPeerAndTheTextAroundItIsKept(@TempDir Path directory) throws Exception {
        Path page = Files.writeString(
                directory.resolve("performance.md"),
                "before\n<!-- measured: begin -->\nold\n<!-- measured: end -->\nafter\n");

        PeerBenchmark.run(BenchmarkOptions.of(shortRun(), Scenarios.names()), page);

        assertThat(page)
                .content()
                .startsWith("before\n<!-- measured: begin -->")
                .endsWith("<!-- measured: end -->\nafter\n")
                .doesNotContain("old", "Not measured to the end")
                .containsPattern("hand-over, successor settled \\| ms .*\\| Curator LeaderLatch ")
                .containsPattern("hand-over, successor just arrived \\| ms .*\\| Curator LeaderSelector ")
                .containsPattern("acquire, no other candidate \\| ms .*\\| floor: plain ZooKeeper client ");
        assertThat(directory.resolve("images").resolve("performance.svg"))
                .content()
                .startsWith("<svg ")
                .contains("Curator LeaderLatch");
    }

    private static Properties shortRun() {
        Properties options = new Properties();
        options.setProperty("scenarios", "hand-over,acquire");
        options.setProperty("stores", "zookeeper");
        options.setProperty("rounds", "2");
        options.setProperty("warm-up", "0");
        return options;
    }
}
