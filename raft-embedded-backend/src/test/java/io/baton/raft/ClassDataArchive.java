// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The classes of the workers in the form in which a JVM maps them into its memory. Only those in jars can be had so.
 *
 * @param directory empty at first
 */
record ClassDataArchive(Path directory) {

    /** What JVMs are started with whose classes are noted. */
    List<String> recording() {
        return List.of("-cp", jarsFirst(), "-XX:DumpLoadedClassList=" + directory.resolve("%p.classes"));
    }

    /** What JVMs are started with that use the archive. */
    List<String> using() {
        return List.of("-cp", jarsFirst(), "-XX:SharedArchiveFile=" + archive());
    }

    /** Writes the archive of what one of them has noted. */
    void write() throws IOException, InterruptedException {
        Path noted;
        try (var files = Files.list(directory)) {
            noted = files.filter(file -> file.toString().endsWith(".classes"))
                    .findFirst()
                    .orElseThrow();
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + noted));
        command.addAll(List.of("-XX:SharedArchiveFile=" + archive(), "-XX:+UseSerialGC", "-cp", jars()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("dump.log").toFile())
                .start();
        assertThat(process.waitFor()).as("the end of %s", command).isZero();
    }

    private Path archive() {
        return directory.resolve("classes.jsa");
    }

    private static String jars() {
        return classPath(true);
    }

    private static String jarsFirst() {
        return jars() + File.pathSeparator + classPath(false);
    }

    private static String classPath(boolean jars) {
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar") == jars)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
