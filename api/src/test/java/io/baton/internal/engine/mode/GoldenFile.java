// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Text that is checked in: a change of behaviour is a change of that file, to be read in review. {@code -Dbaton.rewrite=true}
 * writes it anew.
 */
final class GoldenFile {

    private static final Path FOLDER = Path.of("src/test/resources/io/baton/internal/engine/mode");

    private GoldenFile() {}

    static void assertReviewed(String file, String text) throws IOException {
        if (Boolean.getBoolean("baton.rewrite")) {
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
