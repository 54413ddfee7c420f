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

/** The directory below {@code target} where servers have their logs, and what is fetched is kept; and one for their data. */
final class Workspace {

    private static final Path ROOT = Path.of("target", "etcd").toAbsolutePath();
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String DATA = "baton-etcd-";
    private static final long ENOUGH_BYTES = 2L << 30;

    private Workspace() {}

    static Path directory(String name) throws IOException {
        return Files.createDirectories(ROOT.resolve(name));
    }

    /**
     * A new directory for the data of a server: in memory where there is room, since tests count on answers within parts
     * of a second, and a disk that others use too can take longer for one write. Those of test JVMs that were killed are
     * deleted.
     */
    static Path data(String name) throws IOException {
        if (!Files.isWritable(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < ENOUGH_BYTES) {
            return Files.createTempDirectory(directory("data"), name + "-");
        }
        sweep();
        Path own = Files.createDirectories(
                MEMORY.resolve(DATA + ProcessHandle.current().pid()));
        own.toFile().deleteOnExit();
        return Files.createTempDirectory(own, name + "-");
    }

    private static void sweep() throws IOException {
        try (var directories = Files.newDirectoryStream(MEMORY, DATA + "*")) {
            for (Path left : directories) {
                String pid = left.getFileName().toString().substring(DATA.length());
                if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    delete(left);
                }
            }
        } catch (UncheckedIOException others) {
            // Another test JVM sweeps, or a server of one that was killed is only ending; the next one finds it.
        }
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
