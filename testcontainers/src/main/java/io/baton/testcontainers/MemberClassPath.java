// SPDX-License-Identifier: Apache-2.0
package io.baton.testcontainers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of this JVM in one directory, which can be sent to a container at once.
 *
 * @param directory with an element of the class path in each entry; deleted when this JVM ends
 * @param entries their names, in the order of the class path
 */
record MemberClassPath(Path directory, List<String> entries) {

    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private static final class Collected {
        static final MemberClassPath INSTANCE = collect();
    }

    /** Collected at the first call. Thread-safe. */
    static MemberClassPath ofThisJvm() {
        return Collected.INSTANCE;
    }

    /** As {@code java -cp} takes it where the directory is that one. */
    String below(String place) {
        return entries.stream().map(entry -> place + "/" + entry).collect(Collectors.joining(":"));
    }

    private static MemberClassPath collect() {
        try {
            Path directory = Files.createTempDirectory("baton-class-path-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            List<String> entries = new ArrayList<>();
            for (String element : SEPARATOR.split(System.getProperty("java.class.path", ""), -1)) {
                Path path = Path.of(element);
                if (!element.isEmpty() && Files.exists(path)) {
                    String entry = entries.size() + (Files.isDirectory(path) ? "" : ".jar");
                    copy(path, directory.resolve(entry));
                    entries.add(entry);
                }
            }
            return new MemberClassPath(directory, List.copyOf(entries));
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be copied", e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(from)) {
            all = files.toList();
        }
        for (Path file : all) {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            // The system clears its directory of temporary files.
        }
    }
}
