// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process leaves that ends while its member is given a snapshot. */
class SnapshotReplacementTest {

    private static final String SNAPSHOT = "snapshot.2_20";

    @TempDir
    private Path groupDir = Path.of("");

    @Test
    void betweenTheRenamesTheLastDirectoryIsPutBack() throws IOException {
        write("sm.tmp20261128-235959_999", "of an earlier replacement");
        write("sm.tmp20261129-040151_769", "present");
        write("tmp/snapshot-1b8c", "received");
        SnapshotReplacement.settle(groupDir);
        assertThat(groupDir.resolve("sm").resolve(SNAPSHOT)).hasContent("present");
        assertThat(groupDir).isDirectoryNotContaining("glob:**sm.tmp*");
        assertThat(groupDir.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void afterTheRenamesTheReceivedOneStays() throws IOException {
        write("sm", "received");
        write("sm.tmp20261129-040151_769", "former");
        SnapshotReplacement.settle(groupDir);
        assertThat(groupDir.resolve("sm").resolve(SNAPSHOT)).hasContent("received");
        assertThat(groupDir).isDirectoryNotContaining("glob:**sm.tmp*");
    }

    @Test
    void beforeTheRenamesThePresentOneStays() throws IOException {
        write("sm", "present");
        write("tmp/snapshot-1b8c", "received in part");
        SnapshotReplacement.settle(groupDir);
        assertThat(groupDir.resolve("sm").resolve(SNAPSHOT)).hasContent("present");
        assertThat(groupDir.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void aMemberWithoutSnapshotsIsLeftAsItIs() throws IOException {
        Files.createDirectories(groupDir.resolve("current"));
        SnapshotReplacement.settle(groupDir);
        assertThat(groupDir.resolve("current")).isEmptyDirectory();
        assertThat(groupDir.resolve("sm")).doesNotExist();
    }

    private void write(String directory, String content) throws IOException {
        Files.createDirectories(groupDir.resolve(directory));
        Files.writeString(groupDir.resolve(directory).resolve(SNAPSHOT), content);
    }
}
