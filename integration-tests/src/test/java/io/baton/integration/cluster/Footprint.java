// SPDX-License-Identifier: Apache-2.0
package io.baton.integration.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this process and the store have on account of connections.
 *
 * @param threads how many there are of each name, without numbers
 * @param files how many are open, sockets among them
 * @param stored how many there are of each kind in the store
 */
record Footprint(Map<String, Long> threads, long files, Map<String, Long> stored) {

    private static final Path OPEN = Path.of("/proc/self/fd");

    /** The links between the servers pass this process, too, and come and go. */
    private static final int FEW = 20;

    Footprint {
        threads = Map.copyOf(threads);
        stored = Map.copyOf(stored);
    }

    static Footprint of(Map<String, Long> stored) throws IOException {
        Map<String, Long> threads = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            threads.merge(thread.getName().replaceAll("\\d+", "#"), 1L, Long::sum);
        }
        long files = 0;
        if (Files.exists(OPEN)) {
            try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN)) {
                for (Path ignored : open) {
                    files++;
                }
            }
        }
        return new Footprint(threads, files, stored);
    }

    /** In what this one is larger, in words. */
    List<String> growthSince(Footprint before) {
        List<String> growth = new ArrayList<>();
        grown("thread", before.threads, threads, growth);
        grown("stored", before.stored, stored, growth);
        if (files > before.files + FEW) {
            growth.add("open files: " + files + " instead of " + before.files);
        }
        return growth;
    }

    private static void grown(String what, Map<String, Long> before, Map<String, Long> now, List<String> growth) {
        now.forEach((name, count) -> {
            long then = before.getOrDefault(name, 0L);
            if (count > then) {
                growth.add(what + " " + name + ": " + count + " instead of " + then);
            }
        });
    }
}
