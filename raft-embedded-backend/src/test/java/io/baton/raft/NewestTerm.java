// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The term that the members of a group are in, as their files have it. */
final class NewestTerm {

    private static final String FILE = "raft-meta";

    private NewestTerm() {}

    /** The newest term of the members whose data lie below that directory. */
    static long of(Path dataDir) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(dataDir)) {
            files = all.filter(file -> file.endsWith(FILE)).toList();
        }
        long newest = 0;
        for (Path file : files) {
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
            newest = Math.max(newest, Long.parseLong(properties.getProperty("term")));
        }
        if (newest == 0) {
            throw new IOException("no term in " + files);
        }
        return newest;
    }
}
