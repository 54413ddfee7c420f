// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import io.baton.raft.internal.storage.DirectorySync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The replacement of a member's snapshots by one that it was given. Ratis 3.3.0 renames the present directory, puts the received
 * one in its place, and drops the log after that. A process that ends between the two renames has no snapshot where Ratis looks
 * for it, and never begins its next term; what it was given is left for ever.
 */
final class SnapshotReplacement {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotReplacement.class);
    private static final String FORMER = "sm.tmp";
    private static final String RECEIVED = "snapshot-";

    private SnapshotReplacement() {}

    /** Has a member that does not run begin with all that it had before, and deletes what is left of what it was given. */
    static void settle(Path groupDir) throws IOException {
        Path present = groupDir.resolve("sm");
        // Their names end with the time.
        List<Path> former = in(groupDir, FORMER);
        if (!Files.exists(present) && !former.isEmpty()) {
            Path last = former.get(former.size() - 1);
            LOG.warn("{} is put back: this member ended while it was given a snapshot", last);
            Files.move(last, present);
            DirectorySync.flush(present);
        }
        for (Path left : former) {
            DirectorySync.delete(left);
        }
        for (Path left : in(groupDir.resolve("tmp"), RECEIVED)) {
            DirectorySync.delete(left);
        }
    }

    private static List<Path> in(Path directory, String prefix) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }
}
