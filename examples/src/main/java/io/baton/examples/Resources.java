// SPDX-License-Identifier: Apache-2.0
package io.baton.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What has to be put away, however the program ends: in the reverse order, each once. Safe for use by many threads, since
 * Ctrl-C puts away in a thread of its own.
 */
public final class Resources implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /** Closed when this JVM ends, if it has not been before. */
    public static Resources closedAtExit() {
        Resources resources = new Resources();
        Runtime.getRuntime().addShutdownHook(new Thread(resources::close, "demo-clean-up"));
        return resources;
    }

    /** Returns the resource, which is closed with all others. */
    public synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** A directory that is deleted with all it holds. */
    public Path temporaryDirectory() throws IOException {
        Path directory = Files.createTempDirectory("baton-demo-");
        add(() -> delete(directory));
        return directory;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (Exception failure) {
                System.err.println("not put away: " + failure);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (var all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
