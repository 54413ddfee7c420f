// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * Directories for the data of servers, in memory: tests count on answers within parts of a second, and a disk that others
 * use too can take longer for one write.
 */
public final class MemoryDirectory {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "baton-test-";
    private static final long ENOUGH_BYTES = 2L << 30;

    private MemoryDirectory() {}

    /**
     * A new directory, if there is room. Those of test JVMs that were killed are deleted.
     *
     * @throws IOException if there is room, but not for this process
     */
    public static Optional<Path> create(String name) throws IOException {
        if (!Files.isWritable(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < ENOUGH_BYTES) {
            return Optional.empty();
        }
        sweep();
        Path own = Files.createDirectories(
                MEMORY.resolve(PREFIX + ProcessHandle.current().pid()));
        own.toFile().deleteOnExit();
        return Optional.of(Files.createTempDirectory(own, name + "-"));
    }

    /** A new directory, in memory where there is room, otherwise where temporary files are. */
    public static Path orOnDisk(String name) throws IOException {
        Optional<Path> inMemory = create(name);
        return inMemory.isPresent() ? inMemory.get() : Files.createTempDirectory(PREFIX + name + "-");
    }

    /** Deletes a directory with all that is in it. */
    public static void delete(Path directory) {
        try (var all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }

    private static void sweep() throws IOException {
        try (var directories = Files.newDirectoryStream(MEMORY, PREFIX + "*")) {
            for (Path left : directories) {
                String pid = left.getFileName().toString().substring(PREFIX.length());
                if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    delete(left);
                }
            }
        } catch (UncheckedIOException others) {
            // Another test JVM sweeps, or a server of one that was killed is only ending; the next one finds it.
        }
    }
}
