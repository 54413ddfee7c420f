// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The directories of servers: in memory where there is room, since tests count on answers within parts of a second, and a
 * disk that others use too can take longer for one write.
 */
final class Workspace {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String NAME = "baton-zookeeper-";
    private static final long ENOUGH_BYTES = 2L << 30;

    private Workspace() {}

    /** A new one; those in memory that test JVMs left which were killed are deleted. */
    static Path directory() throws IOException {
        if (!Files.isWritable(MEMORY) || Files.getFileStore(MEMORY).getUsableSpace() < ENOUGH_BYTES) {
            return Files.createTempDirectory(NAME);
        }
        sweep();
        return Files.createTempDirectory(MEMORY, NAME + ProcessHandle.current().pid() + "-");
    }

    private static void sweep() throws IOException {
        try (var directories = Files.newDirectoryStream(MEMORY, NAME + "*-*")) {
            for (Path left : directories) {
                String pid =
                        left.getFileName().toString().substring(NAME.length()).replaceAll("-.*", "");
                if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    delete(left);
                }
            }
        } catch (UncheckedIOException others) {
            // Another test JVM sweeps, or a server of one that was killed is only ending; the next one finds it.
        }
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
}
