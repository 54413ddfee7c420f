// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import io.baton.testkit.fault.MemoryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The directory below {@code target} where servers have their logs, and what is fetched is kept; and one for their data. */
final class Workspace {

    private static final Path ROOT = Path.of("target", "etcd").toAbsolutePath();

    private Workspace() {}

    static Path directory(String name) throws IOException {
        return Files.createDirectories(ROOT.resolve(name));
    }

    /**
     * A new directory for the data of a server: in memory where there is room.
     */
    static Path data(String name) throws IOException {
        Optional<Path> inMemory = MemoryDirectory.create(name);
        return inMemory.isPresent() ? inMemory.get() : Files.createTempDirectory(directory("data"), name + "-");
    }

    /** A file or directory that the first test JVM fetches which needs it; it is complete once it exists. */
    static synchronized Path cached(String name, Fetch fetch) {
        try (FileChannel lock = lock()) {
            // The end of the channel is the end of the lock.
            lock.lock();
            Path cached = directory("cache").resolve(name);
            if (!Files.exists(cached)) {
                Path work = Files.createTempDirectory(directory("cache"), "fetching-");
                try {
                    Files.move(fetch.into(work), cached, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    delete(work);
                }
            }
            return cached;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + name, e);
        }
    }

    private static FileChannel lock() throws IOException {
        return FileChannel.open(
                directory("cache").resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    static void delete(Path directory) {
        MemoryDirectory.delete(directory);
    }

    @FunctionalInterface
    interface Fetch {
        /** Returns what it has made in the directory, which is deleted afterwards with all that was not returned. */
        Path into(Path directory) throws IOException;
    }
}
