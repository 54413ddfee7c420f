// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the design names all modules and all threads. */
class DesignPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs").resolve("design.md");
    private static final Path MAIN = Path.of("src", "main", "java");
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

    /** What a thread of a backend is called, where the thread or its strand is made. */
    private static final Pattern THREAD =
            Pattern.compile("(?:Strand|Thread)\\([^;{]*?\"(baton-[a-z]+-[a-z]+)\"", Pattern.DOTALL);

    @Test
    void allModulesAreNamed() throws IOException {
        Set<String> modules = new TreeSet<>();
        MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .forEach(found -> modules.add(found.group(1)));

        assertThat(modules).hasSizeGreaterThan(10);
        assertThat(Files.readString(PAGE))
                .contains(modules.stream().map(name -> '`' + name + '`').toList());
    }

    @Test
    void allThreadsAreNamed() throws IOException {
        Set<String> threads = new TreeSet<>();
        for (String module : new String[] {"api", "zookeeper-backend", "etcd-backend", "raft-embedded-backend"}) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve(MAIN))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    THREAD.matcher(Files.readString(file)).results().forEach(found -> threads.add(found.group(1)));
                }
            }
        }

        assertThat(threads).hasSizeGreaterThan(10);
        assertThat(Files.readString(PAGE))
                .contains(threads.stream().map(name -> '`' + name + '`').toList());
    }
}
