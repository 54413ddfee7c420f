// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What this build has made, offered to other builds in a repository of its own: nothing of Baton is installed for them. */
final class BuiltModules {

    static final String VERSION = Property.of("baton.version");
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Kept until the next clean, so that only the first build fetches what the user's Maven needs. */
    static final Path REPOSITORY = Path.of("target", "user", "repository").toAbsolutePath();

    private static final Map<String, String> ARTIFACTS = new TreeMap<>(Map.of(
            "api", "baton-api",
            "etcd-backend", "baton-etcd-backend",
            "micrometer", "baton-micrometer",
            "raft-embedded-backend", "baton-raft-embedded-backend",
            "spring-boot", "baton-spring-boot",
            "spring-boot4-health", "baton-spring-boot4-health",
            "spring-boot-starter", "baton-spring-boot-starter",
            "testcontainers", "baton-testcontainers",
            "zookeeper-backend", "baton-zookeeper-backend"));

    private BuiltModules() {}

    /** Puts all of them into the repository, in place of what it had before. */
    static void offer() throws IOException {
        offerPom(ROOT, "baton-parent");
        offerPom(ROOT.resolve("bom"), "baton-bom");
        for (Map.Entry<String, String> module : ARTIFACTS.entrySet()) {
            Path source = ROOT.resolve(module.getKey());
            Path to = offerPom(source, module.getValue());
            offerJar(built(source, module.getValue()), to.resolve(jarOf(module.getValue())));
        }
    }

    /** Changes with whatever this build has made of them. */
    static long checksum() throws IOException {
        CRC32 sum = new CRC32();
        for (Map.Entry<String, String> module : ARTIFACTS.entrySet()) {
            Path source = ROOT.resolve(module.getKey());
            sum.update(Files.readAllBytes(source.resolve("pom.xml")));
            Optional<Path> built = built(source, module.getValue());
            if (built.isPresent()) {
                addTo(sum, built.get());
            }
        }
        return sum.getValue();
    }

    /** A file, or all files of a directory with their names. */
    static void addTo(CRC32 sum, Path fileOrDirectory) throws IOException {
        try (Stream<Path> all = Files.walk(fileOrDirectory)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                sum.update(fileOrDirectory.relativize(file).toString().getBytes(UTF_8));
                sum.update(Files.readAllBytes(file));
            }
        }
    }

    private static Path offerPom(Path module, String artifact) throws IOException {
        Path to = Files.createDirectories(REPOSITORY.resolve(Path.of("io", "baton", artifact, VERSION)));
        Files.copy(
                module.resolve("pom.xml"),
                to.resolve(artifact + "-" + VERSION + ".pom"),
                StandardCopyOption.REPLACE_EXISTING);
        return to;
    }

    /** A build that does not reach the phase package has classes only; a module that only brings others along has nothing. */
    private static void offerJar(Optional<Path> built, Path jar) throws IOException {
        if (built.isPresent() && Files.isRegularFile(built.get())) {
            Files.copy(built.get(), jar, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        Path classes = built.orElse(Files.createDirectories(REPOSITORY.resolveSibling("empty")));
        int exit = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        assertThat(exit).as("making " + jar).isZero();
    }

    /** What stands for the module on the class path of this test: its jar, or its classes. */
    private static Optional<Path> built(Path module, String artifact) {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(Property.of("java.class.path"))
                .map(Path::of)
                .filter(entry -> entry.startsWith(module.resolve("target")) || entry.endsWith(jarOf(artifact)))
                .filter(entry ->
                        !entry.endsWith("test-classes") && !entry.toString().endsWith("-tests.jar"))
                .filter(Files::exists)
                .findFirst();
    }

    private static String jarOf(String artifact) {
        return artifact + "-" + VERSION + ".jar";
    }
}
