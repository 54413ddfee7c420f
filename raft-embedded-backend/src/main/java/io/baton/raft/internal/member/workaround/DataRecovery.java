// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import io.baton.raft.internal.storage.DataDirCheck;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Repairs the data of a group after the end of a process, at whatever moment it ended, so that the Raft engine can start on them; or refuses,
 * if data are missing. Data that another process uses are left alone: the engine refuses them.
 */
public final class DataRecovery {

    /** Ratis locks it while a server runs. */
    private static final String LOCK = "in_use.lock";

    private DataRecovery() {}

    /**
     * Recovers the data in the directory of a group.
     *
     * @throws IOException if data are missing without which this member must not vote
     */
    public static void recover(Path groupDir) throws IOException {
        try (FileChannel lock =
                FileChannel.open(groupDir.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                SnapshotReplacement.settle(groupDir);
                DataDirCheck.refuseLosses(groupDir);
                TornTail.cutOff(groupDir);
            }
        } catch (OverlappingFileLockException inThisProcess) {
            return;
        }
    }
}
