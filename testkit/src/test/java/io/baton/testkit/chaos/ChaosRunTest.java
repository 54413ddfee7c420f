// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.testkit.process.election.WorkerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process, whose store it has itself. */
class ChaosRunTest {

    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final ChaosTiming TIMING =
            new ChaosTiming(LEASE, Duration.ofMillis(1), Duration.ofMillis(100), Duration.ofMillis(200));

    @TempDir
    private Path directory = Path.of("");

    private final ChaosCandidates candidates =
            ChaosCandidates.of(WorkerSpec.over("memory", "baton.memory.store", LEASE), "reported", "none", List.of());

    @AfterEach
    void killAll() {
        candidates.close();
    }

    @Test
    void aRunIsReported() throws Exception {
        candidates.join();
        run().play(List.of(ChaosFault.moment("nothing happens", () -> {})));
        assertThat(report())
                .contains("verdict kept", "nothing happens", "reported-1 leads with token")
                .doesNotContain("verdict broken");
    }

    @Test
    void aRunThatGivesUpIsReportedAsWell() throws Exception {
        candidates.join();
        ChaosFault.Action failing = () -> {
            throw new IOException("no such <server>");
        };
        assertThatThrownBy(() -> run().play(List.of(ChaosFault.moment("server killed", failing))))
                .isInstanceOf(IOException.class)
                .hasNoSuppressedExceptions();
        assertThat(report())
                .contains("verdict broken", "server killed", "no such &lt;server&gt;", "reported-1 leads with token");
    }

    private ChaosRun run() {
        return new ChaosRun("chaos in memory", candidates, new OwnStore(candidates), TIMING, Optional.of(directory));
    }

    private String report() throws IOException {
        return Files.readString(directory.resolve("chaos-in-memory-" + ChaosRun.SEED + ".html"));
    }

    /** Sees the processes. */
    private record OwnStore(ChaosCandidates all) implements ChaosStore {

        @Override
        public int candidates() {
            return all.present().size();
        }

        @Override
        public int sessions() {
            return candidates();
        }

        @Override
        public String account() {
            return "no server";
        }
    }
}
