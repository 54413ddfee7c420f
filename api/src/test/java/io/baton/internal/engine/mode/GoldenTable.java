// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A table that is checked in: a change of behaviour is a change of that file, to be read in review. {@code -Dbaton.rewrite=true}
 * writes it anew.
 */
final class GoldenTable {

    private GoldenTable() {}

    static void assertReviewed(String file, String table) throws IOException {
        if (Boolean.getBoolean("baton.rewrite")) {
            Files.writeString(Path.of("src/test/resources/io/baton/internal/engine/mode", file), table);
        }
        assertThat(table).isEqualTo(checkedIn(file));
    }

    private static String checkedIn(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenTable.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
