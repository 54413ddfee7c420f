// SPDX-License-Identifier: Apache-2.0
package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.FreePorts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The members of a group whose members are programs that stand in an election. */
@Timeout(300)
class RaftCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory = Path.of("");

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, ChildJvm> running = new LinkedHashMap<>();

    @AfterEach
    void stop() {
        running.values().forEach(ChildJvm::close);
    }

    private String member(String id) {
        return addresses.computeIfAbsent(id, absent -> absent + "@127.0.0.1:" + FreePorts.next());
    }

    private String store(String id, String... members) {
        return "--store=raft:?connect-timeout=60s&lease=20s&raft.id=" + id + "&raft.members="
                + Stream.of(members)
                        .map(this::member)
                        .collect(Collectors.joining(","))
                        .replace("@", "%40");
    }

    private String memberStore(String id, String... members) {
        return store(id, members) + "&raft.data-dir=" + directory.resolve("data");
    }

    private void start(String id, String... members) {
        running.put(id, Program.start("run", "group", memberStore(id, members), "--", "sleep", "1000"));
    }

    private Program.Ended raft(String... arguments) {
        String[] all = Stream.concat(
                        Stream.concat(Stream.of("raft"), Stream.of(arguments)),
                        Stream.of(store("operator", "a", "b", "c"), "--timeout=60s"))
                .toArray(String[]::new);
        return Program.ask(all);
    }

    private static List<String> ids(Program.Ended ended) {
        assertThat(ended.exitCode()).as(() -> ended.err().toString()).isZero();
        return ended.out().stream()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    @Test
    void membersAreShownReplacedAddedAndRemoved() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            start(id, "a", "b", "c");
        }
        start("d", "a", "b", "c", "d");

        assertThat(ids(raft("members"))).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(ids(raft("replace", "b", member("d")))).containsExactlyInAnyOrder("a", "c", "d");
        assertThat(ids(raft("add", member("b")))).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(ids(raft("remove", "d"))).containsExactlyInAnyOrder("a", "b", "c");

        JsonNode members = JSON.readTree(raft("members", "--json").line()).get("members");
        assertThat(members).hasSize(3);
        assertThat(members)
                .filteredOn(member -> member.get("leads").asBoolean())
                .hasSize(1);
        assertThat(members).allMatch(member -> member.get("answers").asBoolean());
        assertThat(members)
                .extracting(member ->
                        member.get("id").asText() + "@" + member.get("address").asText())
                .containsExactlyInAnyOrder(member("a"), member("b"), member("c"));

        aMemberThatIsGoneIsFound();
    }

    private void aMemberThatIsGoneIsFound() throws Exception {
        assertThat(Program.run("doctor", memberStore("a", "a", "b", "c"))).satisfies(well -> {
            assertThat(well.line()).startsWith("nothing found");
            assertThat(well.exitCode()).isZero();
        });
        Optional.ofNullable(running.get("c")).orElseThrow().kill();
        Await.untilTrue("one is silent", () -> raft("members").line().contains("silent"));
        Program.Ended doctor = Program.ask("doctor", memberStore("a", "a", "b", "c"));
        assertThat(doctor.exitCode()).isEqualTo(ExitCodes.NONE);
        assertThat(doctor.out())
                .anyMatch(line -> line.startsWith("server: ") && line.contains("baton.raft.members"))
                .anyMatch(line -> line.startsWith("member: ") && line.contains("baton raft replace c"));
    }

    @Test
    void aGroupThatIsNotThere() {
        Program.Ended silent = Program.ask("raft", "members", store("operator", "a", "b", "c"), "--timeout=1s");
        assertThat(silent.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
        assertThat(silent.err().toString()).contains("members of the group are not known");
        assertThat(Program.ask("raft", "members", "--store=zookeeper://127.0.0.1:1")
                        .exitCode())
                .isEqualTo(ExitCodes.USAGE);
    }
}
