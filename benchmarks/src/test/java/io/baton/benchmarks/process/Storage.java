// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.process;

import io.baton.testkit.fault.MemoryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where servers keep their logs. */
public enum Storage {
    /** In a file system in memory, so that no disk is measured. */
    MEMORY,
    /** On the disk that this project lies on; a write is on it before it is acknowledged. */
    DISK;

    /** A new directory. */
    public Path directory(String name) throws IOException {
        return this == DISK ? onDisk(name) : MemoryDirectory.orOnDisk(name);
    }

    /** A new directory on the disk. */
    static Path onDisk(String name) {
        try {
            Path parent =
                    Files.createDirectories(Path.of("target", "peer-benchmark").toAbsolutePath());
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for " + name, e);
        }
    }
}
