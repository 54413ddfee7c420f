// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mark beside the snapshots: entries were carried out since that directory began, so there is a log. Ratis 3.3.0 gives a
 * member a snapshot by putting another directory in the place of this one, and drops the log after that. The mark goes in the
 * same moment, whenever the process ends: a snapshot without it is all that this member was given.
 */
final class EntryMark {

    private static final Logger LOG = LoggerFactory.getLogger(EntryMark.class);
    private static final String MARK = "entries";

    private final Path mark;
    private boolean isMade;
    private boolean paused;

    /** @param directory where the snapshots are */
    EntryMark(Path directory) {
        mark = directory.resolve(MARK);
        isMade = Files.exists(mark);
    }

    /** An entry is carried out. */
    synchronized void passed() {
        if (isMade || paused) {
            return;
        }
        try {
            Files.writeString(mark, "");
            isMade = true;
        } catch (IOException notNow) {
            LOG.debug("{} is left to the next entry", mark, notNow);
        }
    }

    /** The directory is about to be replaced: what is still carried out belongs to the former one. */
    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        isMade = Files.exists(mark);
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
