// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that ask print and return. */
@Timeout(300)
class QueriesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final StoreExtension STORE = new StoreExtension();

    private static String store() {
        return STORE.option();
    }

    private static JsonNode json(String... arguments) throws Exception {
        return JSON.readTree(Program.ask(arguments).line());
    }

    @Test
    void anElectionWithoutCandidates() throws Exception {
        Program.Ended leader = Program.ask("leader", "none", store());
        assertThat(leader.exitCode()).isEqualTo(ExitCodes.NONE);
        assertThat(leader.out()).isEmpty();

        assertThat(json("leader", "none", store(), "--json").get("leader").isNull())
                .isTrue();
        assertThat(Program.ask("status", "none", store()).line()).contains("leader      none");
    }

    @Test
    void theLeaderTheCandidatesAndTheirOrder() throws Exception {
        String odd = "\"b\"\\ \u0001é";
        try (ChildJvm first = Program.start("run", "two", store(), "--candidate=a", "--", "sleep", "1000")) {
            first.awaitLine("leads 'two'", Program.BOUND);
            try (ChildJvm second = Program.start("run", "two", store(), "--candidate=" + odd, "--", "sleep", "1000")) {
                Await.untilTrue(
                        "both stand",
                        () -> Program.ask("candidates", "two", store()).out().size() == 2);
                assertThat(Program.ask("leader", "two", store()).line())
                        .as(() -> first.output().toString())
                        .isEqualTo("a");
                JsonNode status = json("status", "two", store(), "--json");
                assertThat(status.get("leader").get("id").asText()).isEqualTo("a");
                assertThat(status.get("leader").get("token").asLong()).isPositive();
                assertThat(status.get("candidates")).hasSize(2);
                assertThat(status.get("candidates").get(1).get("id").asText()).isEqualTo(odd);
                assertThat(Program.ask("status", "two", store()).line()).contains("leader      a", "  2  \"b\"\\ ?é");
                assertThat(second.isAlive()).isTrue();
            }
        }
    }

    @Test
    void eachChangeOfTheLeaderIsALine() throws Exception {
        try (ChildJvm watch = Program.start("watch", "live", store());
                ChildJvm json = Program.start("watch", "live", store(), "--json")) {
            watch.awaitLine("^\\S+Z\tlive\tnone$", Program.BOUND);
            json.awaitLine("\"leader\":null", Program.BOUND);
            try (ChildJvm run = Program.start("run", "live", store(), "--candidate=w", "--", "sleep", "1000")) {
                watch.awaitLine("^\\S+Z\tlive\tw\t\\d+$", Program.BOUND);
                Program.signal("TERM", run);
                run.awaitExit(Program.BOUND);
            }
            watch.awaitLine("^\\S+Z\tlive\tnone$", Program.BOUND);
            JsonNode leader =
                    JSON.readTree(json.awaitLine("^.*\"id\".*$", Program.BOUND).group());
            assertThat(leader.get("leader").get("id").asText()).isEqualTo("w");

            Program.signal("TERM", watch);

            assertThat(watch.awaitExit(Program.BOUND)).isEqualTo(128 + 15);
        }
    }

    @Test
    void theFloorAndWhatIsForgotten() throws Exception {
        assertThat(json("floor", "raise", "floor", "1000", store(), "--json")
                        .get("floor")
                        .asLong())
                .isEqualTo(1000);
        assertThat(Program.ask("floor", "raise", "floor", "10", store()).line()).isEqualTo("1000");
        Program.Ended run = Program.run("run", "floor", store(), "--", "sh", "-c", "echo $BATON_TOKEN");
        assertThat(Long.parseLong(run.line())).isGreaterThan(1000);
        assertThat(Program.ask("forget", "floor", store()).exitCode()).isEqualTo(ExitCodes.NONE);

        Program.run("run", "over", store(), "--", "true");
        assertThat(Program.ask("forget", "over", store()).exitCode()).isZero();
    }

    @Test
    void theFileAndTheFailures(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("baton.properties");
        Files.writeString(
                file, "baton.backend=zookeeper\nbaton.zookeeper.connect-string=" + STORE.connectString() + "\n");
        assertThat(Program.ask("leader", "file", "--config=" + file).exitCode()).isEqualTo(ExitCodes.NONE);
        assertThat(Program.ask("leader", "x").exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(Program.ask("leader", store()).exitCode()).isEqualTo(ExitCodes.USAGE);

        Program.Ended secret = Program.ask("leader", "x", "--store=etcd://user:hunter2@127.0.0.1");
        assertThat(secret.exitCode()).isEqualTo(ExitCodes.USAGE);
        assertThat(secret.err().toString()).doesNotContain("hunter2");

        assertThat(Program.ask("leader", "x", "--store=zookeeper://127.0.0.1:1?connect-timeout=3s")
                        .exitCode())
                .isEqualTo(ExitCodes.UNREACHABLE);
    }
}
