// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.raft.internal.storage.DataDirCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a log when the power was cut as another part of it began. */
class EmptyLogTest {

    private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path groupDir = Path.of("");

    @BeforeEach
    void directories() throws IOException {
        Files.createDirectories(groupDir.resolve("current"));
        Files.createDirectories(groupDir.resolve("sm"));
        Files.createFile(groupDir.resolve("current").resolve("raft-meta.conf"));
        Files.createFile(mark());
    }

    @Test
    void aPartWithoutEntriesBehindASnapshotIsNoLostLog() throws IOException {
        Path part = part("log_inprogress_21", 0);
        snapshot(20);
        EmptyLog.check(groupDir);
        assertThat(mark()).doesNotExist();
        // Ratis deletes it, and the power may be cut again before the next entry comes.
        Files.delete(part);
        DataDirCheck.refuseLosses(groupDir);
    }

    @Test
    void aPartWithAnEntryIsALog() throws IOException {
        part("log_inprogress_21", 12);
        snapshot(20);
        EmptyLog.check(groupDir);
        assertThat(mark()).exists();
    }

    @Test
    void aPartBesideOthersIsALog() throws IOException {
        part("log_11-20", 12);
        part("log_inprogress_21", 0);
        snapshot(20);
        EmptyLog.check(groupDir);
        assertThat(mark()).exists();
    }

    @Test
    void entriesBetweenTheSnapshotAndThePartAreMissed() throws IOException {
        part("log_inprogress_21", 0);
        snapshot(10);
        assertThatThrownBy(() -> EmptyLog.check(groupDir))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("no entry before 21", "ends with entry 10", groupDir.toString());
        assertThat(mark()).exists();
    }

    /** Ratis takes the one with a checksum. */
    @Test
    void anUnfinishedSnapshotCoversNothing() throws IOException {
        part("log_inprogress_21", 0);
        snapshot(20);
        snapshot(10);
        Files.createFile(groupDir.resolve("sm").resolve("snapshot.3_10.md5"));
        assertThatThrownBy(() -> EmptyLog.check(groupDir)).hasMessageContaining("ends with entry 10");
        assertThat(mark()).exists();
    }

    @Test
    void aLogThatIsNotThereIsMissed() throws IOException {
        snapshot(20);
        EmptyLog.check(groupDir);
        assertThatThrownBy(() -> DataDirCheck.refuseLosses(groupDir)).hasMessageContaining("there is no log");
    }

    private Path mark() {
        return groupDir.resolve("sm").resolve("entries");
    }

    private Path part(String name, int firstByte) throws IOException {
        byte[] content = Arrays.copyOf(HEADER, 4_096);
        content[HEADER.length] = (byte) firstByte;
        return Files.write(groupDir.resolve("current").resolve(name), content);
    }

    private void snapshot(long index) throws IOException {
        Files.createFile(groupDir.resolve("sm").resolve("snapshot.3_" + index));
    }
}
