// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mark beside the snapshots: entries were carried out since that directory began, so there is a log. Ratis 3.3.0 gives a
 * member a snapshot by putting another directory in the place of this one, and drops the log after that. The mark goes in the
 * same moment, whenever the process ends: a snapshot without it is all that this member was given. For the thread of the engine
 * that carries entries out.
 */
public final class LogPresenceMarker {

    private static final Logger LOG = LoggerFactory.getLogger(LogPresenceMarker.class);
    private static final String MARK = "entries";

    private final Path directory;
    private final Path mark;
    private volatile boolean isMade;
    private volatile boolean replacing;

    /**
     * The marker in that directory.
     *
     * @param directory where the snapshots are
     */
    public LogPresenceMarker(Path directory) {
        this.directory = directory;
        mark = directory.resolve(MARK);
        isMade = Files.exists(mark);
    }

    /** An entry is carried out. */
    public void passed() {
        if (isMade || replacing) {
            return;
        }
        try {
            Files.writeString(mark, "");
            DirectorySync.flush(mark);
            if (replacing) {
                // It may have come into the new directory.
                Files.deleteIfExists(mark);
            } else {
                isMade = true;
            }
        } catch (IOException notNow) {
            LOG.debug("{} is left to the next entry", mark, notNow);
        }
    }

    /** The log ends before all entries that were carried out since the snapshot: there may be none until the next one comes. */
    public void removed() {
        isMade = false;
        try {
            remove(directory);
        } catch (IOException e) {
            LOG.debug("{} is left", mark, e);
        }
    }

    /** Nothing of the log is there but what is in the snapshots of that directory. */
    public static void remove(Path directory) throws IOException {
        Path mark = directory.resolve(MARK);
        if (Files.deleteIfExists(mark)) {
            DirectorySync.flush(mark);
        }
    }

    /** The directory is about to be replaced: what is carried out until {@link #replaced} belongs to the former one. From any thread. */
    public void replace() {
        replacing = true;
    }

    public void replaced() {
        isMade = Files.exists(mark);
        replacing = false;
    }

    /** Whether there is a snapshot, and nothing was carried out since it was given. */
    static boolean isMissingBesideASnapshot(Path directory) throws IOException {
        if (!Files.isDirectory(directory) || Files.exists(directory.resolve(MARK))) {
            return false;
        }
        try (var files = Files.list(directory)) {
            return files.anyMatch(file -> SimpleStateMachineStorage.SNAPSHOT_REGEX
                    .matcher(file.getFileName().toString())
                    .matches());
        }
    }
}
