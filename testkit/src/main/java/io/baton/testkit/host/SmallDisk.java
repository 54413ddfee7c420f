// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A directory that is a file system of its own, so small that it can be filled. Needs root. */
public final class SmallDisk implements AutoCloseable {

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Nothing where this machine or this user cannot do it; it says why. */
    public static Optional<SmallDisk> at(Path directory, int megabytes) throws IOException {
        Files.createDirectories(directory);
        try {
            RootCommand.run("mount -t tmpfs -o size=" + megabytes + "m tmpfs " + directory);
            return Optional.of(new SmallDisk(directory));
        } catch (IOException e) {
            System.out.println("no small disk here, so none is filled: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Leaves no byte. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(new byte[1 << 12]);
            }
        } catch (IOException full) {
            System.out.println(directory + " is full: " + full.getMessage());
        }
    }

    public void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    /** After the processes that use it have ended. */
    @Override
    public void close() throws IOException {
        RootCommand.run("umount " + directory);
    }
}
