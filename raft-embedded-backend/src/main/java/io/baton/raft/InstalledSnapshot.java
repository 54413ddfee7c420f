// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A note that this member has been given a snapshot and nothing since: then there is no log, and nothing is lost. For the
 * thread of the engine that carries entries out.
 */
final class InstalledSnapshot {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledSnapshot.class);
    private static final String NOTE = "installed";

    private final Path note;
    private boolean isNoted;

    /** @param directory where the snapshots are */
    InstalledSnapshot(Path directory) {
        note = directory.resolve(NOTE);
        isNoted = Files.exists(note);
    }

    void note(long index) throws IOException {
        Files.writeString(note, Long.toString(index));
        isNoted = true;
    }

    /** A later entry is carried out, so there is a log. */
    void passed() {
        if (!isNoted) {
            return;
        }
        try {
            Files.deleteIfExists(note);
            isNoted = false;
        } catch (IOException notNow) {
            LOG.debug("{} stays until the next entry", note, notNow);
        }
    }

    /** Whether the newest of the snapshots there is one that was given, and nothing has come since. */
    static boolean isAll(Path directory) throws IOException {
        Path note = directory.resolve(NOTE);
        if (!Files.exists(note)) {
            return false;
        }
        try (var files = Files.list(directory)) {
            long newest = files.filter(file -> SimpleStateMachineStorage.SNAPSHOT_REGEX
                            .matcher(file.getFileName().toString())
                            .matches())
                    .mapToLong(file -> SimpleStateMachineStorage.getTermIndexFromSnapshotFile(file.toFile())
                            .getIndex())
                    .max()
                    .orElse(-1);
            return Files.readString(note).equals(Long.toString(newest));
        }
    }
}
