// SPDX-License-Identifier: Apache-2.0
package io.baton.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fault.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * A project as somebody has it who uses Baton, built by Maven. Nothing of Baton is installed for it: a repository of its
 * own holds what this build has made, and what is not there comes from the repository of this build.
 */
record UsersProject(Path directory, Path repository) {

    private static final Duration BOUND = Duration.ofMinutes(4);
    private static final String VERSION = property("baton.version");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Kept until the next clean, so that only the first build fetches what the user's Maven needs. */
    private static final Path REPOSITORY =
            Path.of("target", "user", "repository").toAbsolutePath();

    /** The versions that this build has fetched for itself. */
    private static final String EXEC = "org.codehaus.mojo:exec-maven-plugin:3.6.4:exec";

    private static final String ENFORCE = "org.apache.maven.plugins:maven-enforcer-plugin:3.6.3:enforce";

    private static final Map<String, String> ARTIFACTS = Map.of(
            "api", "baton-api",
            "etcd-backend", "baton-etcd-backend",
            "raft-embedded-backend", "baton-raft-embedded-backend",
            "zookeeper-backend", "baton-zookeeper-backend");

    /** Copies the project to the directory, and offers it what this build has made. */
    static UsersProject in(Path directory) throws IOException {
        Path template = Path.of("src", "test", "resources", "user");
        String pom = Files.readString(template.resolve("pom.xml"))
                .replace("@version@", VERSION)
                .replace("@slf4j@", property("baton.slf4j.version"));
        Files.writeString(directory.resolve("pom.xml"), pom);
        Path main = Path.of("src", "main", "java", "user", "Main.java");
        Files.createDirectories(directory.resolve(main).getParent());
        Files.copy(template.resolve(main), directory.resolve(main));
        offer(ROOT, "baton-parent");
        for (Map.Entry<String, String> module : ARTIFACTS.entrySet()) {
            Path to = offer(ROOT.resolve(module.getKey()), module.getValue());
            offerJar(built(ROOT.resolve(module.getKey())), to.resolve(module.getValue() + "-" + VERSION + ".jar"));
        }
        return new UsersProject(directory, REPOSITORY);
    }

    private static Path offer(Path module, String artifact) throws IOException {
        Path to = Files.createDirectories(REPOSITORY.resolve(Path.of("io", "baton", artifact, VERSION)));
        Files.copy(
                module.resolve("pom.xml"),
                to.resolve(artifact + "-" + VERSION + ".pom"),
                StandardCopyOption.REPLACE_EXISTING);
        return to;
    }

    /** A build that does not reach the phase package has classes only. */
    private static void offerJar(Path built, Path jar) throws IOException {
        if (Files.isDirectory(built)) {
            int exit = ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", built.toString(), ".");
            assertThat(exit).as("making " + jar).isZero();
        } else {
            Files.copy(built, jar, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What stands for the module on the class path of this test: its jar, or its classes. */
    private static Path built(Path module) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(property("java.class.path"))
                .map(Path::of)
                .filter(entry -> entry.startsWith(module.resolve("target")))
                .filter(entry ->
                        !entry.endsWith("test-classes") && !entry.toString().endsWith("-tests.jar"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing of " + module + " is on the class path"));
    }

    /** What the program says, which has to end well. */
    List<String> compileAndRun(String mainClass, String... arguments) throws InterruptedException {
        return maven(
                "compile",
                EXEC,
                "-Dexec.executable=" + Path.of(property("java.home"), "bin", "java"),
                "-Dexec.args=-Dorg.slf4j.simpleLogger.defaultLogLevel=warn -classpath %classpath " + mainClass + " "
                        + String.join(" ", arguments));
    }

    /** Holds the project against rules of the enforcer. */
    List<String> enforce(String... rules) throws InterruptedException {
        return maven(ENFORCE, "-Denforcer.rules=" + String.join(",", rules));
    }

    private List<String> maven(String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                ROOT.resolve("mvnw").toString(),
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + repository,
                "-Dmaven.repo.local.tail=" + property("localRepository")));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", property("java.home"));
        try (ChildProcess maven = ChildProcess.start(builder)) {
            int exit = maven.awaitExit(BOUND);
            assertThat(exit)
                    .as(() -> String.join(" ", words) + ":\n" + String.join("\n", maven.output()))
                    .isZero();
            return maven.output();
        }
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set; this test runs in a build by Maven");
        }
        return value;
    }
}
