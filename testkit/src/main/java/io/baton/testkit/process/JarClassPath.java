// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of this JVM with its directories packed into jars, as applications are deployed. A class in a directory cannot
 * be loaded while no file can be opened, and a JVM remembers for ever that a class was not found; a jar is open already.
 */
public final class JarClassPath {

    private static final class Packed {
        static final String PATH = pack();
    }

    private JarClassPath() {}

    /** Packed at the first call; the jars are deleted when this JVM ends. Thread-safe. */
    public static String packed() {
        return Packed.PATH;
    }

    private static String pack() {
        return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
                .map(Path::of)
                .map(element -> Files.isDirectory(element) ? jar(element) : element)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path directory) {
        try {
            Path jar = Files.createTempFile("baton-classes-", ".jar");
            jar.toFile().deleteOnExit();
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
                for (Path file : filesBelow(directory)) {
                    out.putNextEntry(
                            new JarEntry(directory.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, out);
                    out.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot pack " + directory, e);
        }
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
