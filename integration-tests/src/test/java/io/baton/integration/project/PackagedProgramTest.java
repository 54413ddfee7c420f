// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.process.ChildProcess;
import io.baton.zookeeper.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as users get it: one jar, and beside it the script that starts it and the completion of its words. */
@Timeout(300)
class PackagedProgramTest {

    private static final String VERSION = Property.of("baton.version");
    private static final Path DIRECTORY = Path.of("..", "cli", "target").toAbsolutePath();
    private static final Path SCRIPT = DIRECTORY.resolve("baton");
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void thisBuildMakesJars() {
        assumeTrue(
                Property.of("java.class.path").contains("baton-cli-" + VERSION + ".jar"),
                "this build ends before the phase package; mvnw verify makes the jars");
    }

    @Test
    void theScriptStartsTheJarBesideItThroughALinkToo() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("linked"), SCRIPT);
        for (Path script : List.of(SCRIPT, link)) {
            try (ChildProcess program = start(script.toString(), "--version")) {
                program.awaitLine("^baton " + VERSION + "$", BOUND);
                assertThat(program.awaitExit(BOUND)).isZero();
            }
        }
    }

    @Test
    void theScriptSaysThatItsJarIsMissing() throws Exception {
        Path lonely = Files.copy(SCRIPT, directory.resolve("baton"));
        try (ChildProcess program = start("sh", lonely.toString(), "--version")) {
            program.awaitLine("no baton-cli-.*-all.jar in ", BOUND);
            assertThat(program.awaitExit(BOUND)).isEqualTo(125);
        }
    }

    @Test
    void theJarHasAllThreeBackends() throws Exception {
        try (TestServer zookeeper = TestServer.start();
                EtcdServer etcd = EtcdServer.start()) {
            runs("zookeeper://" + zookeeper.connectString() + "?connect-timeout=60s&lease=30s");
            runs("etcd://" + etcd.hostAndPort() + "?connect-timeout=60s&lease=30s");
        }
        runs("raft:?connect-timeout=60s&lease=20s&raft.data-dir=" + directory.resolve("raft"));
    }

    private static void runs(String store) throws InterruptedException, IOException {
        try (ChildProcess program = start(
                SCRIPT.toString(),
                "run",
                "packaged",
                "--store=" + store,
                "--",
                "sh",
                "-c",
                "echo token=$BATON_TOKEN; exit 7")) {
            program.awaitLine("^token=[1-9][0-9]*$", BOUND);
            assertThat(program.awaitExit(BOUND))
                    .as(() -> store + ": " + program.output())
                    .isEqualTo(7);
            assertThat(program.output())
                    .as("nothing of an SDK, and no warning but of an etcd that is old")
                    .filteredOn(line -> !line.contains("WARN VersionWarning - "))
                    .allMatch(line -> line.startsWith("token=") || line.startsWith("baton: "));
        }
    }

    @Test
    void aSignalReachesTheProgramBehindTheScript() throws Exception {
        try (TestServer zookeeper = TestServer.start();
                ChildProcess program = start(
                        "env",
                        "--default-signal=TERM",
                        SCRIPT.toString(),
                        "run",
                        "signalled",
                        "--store=zookeeper://" + zookeeper.connectString() + "?connect-timeout=60s&lease=30s",
                        "--",
                        "sleep",
                        "1000")) {
            program.awaitLine("leads 'signalled'", BOUND);
            program.terminate();
            assertThat(program.awaitExit(BOUND)).isEqualTo(128 + 15);
        }
    }

    @Test
    void bashCompletesTheWords() throws Exception {
        assertThat(completed("baton", "fl")).containsExactly("floor");
        assertThat(completed("baton", "run", "--gr")).containsExactly("--grace");
        assertThat(completed("baton", "floor", "ra")).containsExactly("raise");
    }

    private static List<String> completed(String... words) throws InterruptedException, IOException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "source \"$0\" && COMP_WORDS=(\"$@\") COMP_CWORD=$(($# - 1)) && _complete_baton 2>/dev/null && printf '%s\\n' \"${COMPREPLY[@]}\"",
                DIRECTORY.resolve("baton-completion").toString()));
        command.addAll(List.of(words));
        try (ChildProcess bash = ChildProcess.start(new ProcessBuilder(command))) {
            assertThat(bash.awaitExit(BOUND)).as(() -> bash.output().toString()).isZero();
            bash.awaitLine(".", BOUND);
            return bash.output();
        }
    }

    @Test
    void theJarHasTheLicencesAndNoSignatureOfItsParts() throws IOException {
        try (JarFile jar = new JarFile(
                DIRECTORY.resolve("baton-cli-" + VERSION + "-all.jar").toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"));
            assertThat(text(jar, "META-INF/LICENSE")).contains(Files.readString(Path.of("..", "LICENSE")));
            assertThat(text(jar, "META-INF/LICENSE.txt")).as("of SLF4J").contains("Permission is hereby granted");
            assertThat(text(jar, "META-INF/NOTICE"))
                    .contains("Curator Client", "Apache Ratis")
                    .doesNotContain("no third-party code");
            assertThat(text(jar, "META-INF/services/io.baton.spi.BackendProvider")
                            .lines())
                    .hasSize(3);
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), UTF_8);
    }

    private static ChildProcess start(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", Property.of("java.home"));
        return ChildProcess.start(builder);
    }
}
