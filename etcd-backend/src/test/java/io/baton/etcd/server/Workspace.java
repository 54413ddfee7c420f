// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** The directory below {@code target} where servers have their data and logs, and what is fetched is kept. */
final class Workspace {

    private static final Path ROOT = Path.of("target", "etcd").toAbsolutePath();

    private Workspace() {}

    static Path directory(String name) throws IOException {
        return Files.createDirectories(ROOT.resolve(name));
    }

    /** A file or directory that is fetched by whoever needs it first, of all test JVMs, and whole when it is there. */
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
        try (var all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    @FunctionalInterface
    interface Fetch {
        /** Returns what it has made in the directory, which is deleted afterwards with all that was not returned. */
        Path into(Path directory) throws IOException;
    }
}
