// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A project of a user of Baton, built by Maven from what this build has made and from the repository of this build. */
public record UsersProject(Path directory) {

    private static final Duration BOUND = Duration.ofMinutes(8);

    /** The versions that this build has fetched for itself. */
    private static final String EXEC = "org.codehaus.mojo:exec-maven-plugin:3.6.4:exec";

    private static final String ENFORCE = "org.apache.maven.plugins:maven-enforcer-plugin:3.6.3:enforce";

    /** Copies the project without Spring to the directory. */
    public static UsersProject in(Path directory) throws IOException {
        return copy("user", directory, Map.of("@slf4j@", Property.of("baton.slf4j.version")));
    }

    /** Copies a project to the directory, with more dependencies, whose version of Baton is left open. */
    public static UsersProject withDependencies(String template, Path directory, String dependencies)
            throws IOException {
        return copy(template, directory, Map.of("@dependencies@", dependencies.replace("…", BuiltModules.VERSION)));
    }

    /** Copies a project to the directory; in its {@code pom.xml} words are replaced. */
    static UsersProject copy(String template, Path directory, Map<String, String> words) throws IOException {
        Path from = template(template);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = directory.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        String pom = Files.readString(from.resolve("pom.xml")).replace("@version@", BuiltModules.VERSION);
        for (Map.Entry<String, String> word : words.entrySet()) {
            pom = pom.replace(word.getKey(), word.getValue());
        }
        Files.writeString(directory.resolve("pom.xml"), pom);
        return new UsersProject(directory);
    }

    static Path template(String name) {
        return Path.of("src", "test", "resources", name);
    }

    /** What the program says, which has to end well. */
    public List<String> compileAndRun(String mainClass, String... arguments) throws IOException, InterruptedException {
        return maven(
                "compile",
                EXEC,
                "-Dexec.executable=" + Path.of(Property.of("java.home"), "bin", "java"),
                "-Dexec.args=-Dorg.slf4j.simpleLogger.defaultLogLevel=warn -classpath %classpath " + mainClass + " "
                        + String.join(" ", arguments));
    }

    /** Runs its tests, which have to pass. */
    public List<String> test() throws IOException, InterruptedException {
        return maven("test");
    }

    /** Holds the project against rules of the enforcer. */
    public List<String> enforce(String... rules) throws IOException, InterruptedException {
        return maven(ENFORCE, "-Denforcer.rules=" + String.join(",", rules));
    }

    /** Runs Maven, which has to end well. One build at a time, of all test JVMs: they share a repository. */
    List<String> maven(String... words) throws IOException, InterruptedException {
        Files.createDirectories(BuiltModules.REPOSITORY);
        try (FileChannel lock = FileChannel.open(
                BuiltModules.REPOSITORY.resolveSibling("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // The end of the channel is the end of the lock.
            lock.lock();
            BuiltModules.offer();
            return run(words);
        }
    }

    private List<String> run(String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                BuiltModules.ROOT.resolve("mvnw").toString(),
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + BuiltModules.REPOSITORY,
                "-Dmaven.repo.local.tail=" + Property.of("localRepository")));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", Property.of("java.home"));
        try (ChildProcess maven = ChildProcess.start(builder)) {
            int exit = maven.awaitExit(BOUND);
            assertThat(exit)
                    .as(() -> String.join(" ", words) + ":\n" + String.join("\n", maven.output()))
                    .isZero();
            return maven.output();
        }
    }
}
