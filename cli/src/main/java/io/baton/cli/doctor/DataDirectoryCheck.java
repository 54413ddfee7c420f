// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whether a member of an embedded Raft group could write its log. */
final class DataDirectoryCheck {

    private static final String KEY = "baton.raft.data-dir";

    private DataDirectoryCheck() {}

    static List<Finding> of(Map<String, String> keys) {
        String directory = keys.getOrDefault(KEY, "").strip();
        if (directory.isEmpty()) {
            return List.of();
        }
        Path existing = Path.of(directory).toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            Files.delete(Files.createTempFile(existing, ".baton-doctor", ""));
            return List.of();
        } catch (IOException | SecurityException e) {
            String where = existing.equals(Path.of(directory).toAbsolutePath()) ? "it" : existing + " above it";
            return List.of(new Finding(
                    "data-directory",
                    KEY + " is " + directory + ", but nothing can be written into " + where + " (" + e
                            + "): give a directory that the user of this process owns, on a disk that is writable"));
        }
    }
}
