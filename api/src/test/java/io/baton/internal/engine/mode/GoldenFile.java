// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Text that is checked in: a change of behaviour is a change of that file, to be read in review. {@code -Dbaton.rewrite=true}
 * writes it anew.
 */
final class GoldenFile {

    private static final boolean REWRITES = Boolean.getBoolean("baton.rewrite");
    private static final Path SOURCES = Path.of("src/test/resources/io/baton/internal/engine/mode");
    private static final Path FOLDER = REWRITES ? SOURCES : onTheClassPath();

    private GoldenFile() {}

    /** The tests of this module run in others, too, where the mutants of the engine are killed. */
    private static Path onTheClassPath() {
        try {
            URL one = Objects.requireNonNull(GoldenFile.class.getResource("proof-schedule.txt"));
            return Objects.requireNonNull(Path.of(one.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static void assertReviewed(String file, String text) throws IOException {
        if (REWRITES) {
            Files.createDirectories(FOLDER.resolve(file).getParent());
            Files.writeString(FOLDER.resolve(file), text);
        }
        assertThat(text).isEqualTo(read(file));
    }

    static String read(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }

    /** The names of the folder's files, without their ending. */
    static List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replace(".txt", ""))
                    .sorted()
                    .toList();
        }
    }
}
