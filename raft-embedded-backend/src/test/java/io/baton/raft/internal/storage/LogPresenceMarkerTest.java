// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mark says that there is a log beside the snapshots, and never that of entries which were taken back. */
class LogPresenceMarkerTest {

    @TempDir
    private Path snapshots = Path.of("");

    @BeforeEach
    void snapshot() throws IOException {
        Files.createFile(snapshots.resolve("snapshot.2_20"));
    }

    @Test
    void anEntryMakesIt() throws IOException {
        assertThat(LogPresenceMarker.isMissingBesideASnapshot(snapshots)).isTrue();
        new LogPresenceMarker(snapshots).passed();
        assertThat(LogPresenceMarker.isMissingBesideASnapshot(snapshots)).isFalse();
    }

    @Test
    void whereTheLogEndsBeforeAllEntriesItGoesUntilTheNextOne() throws IOException {
        new LogPresenceMarker(snapshots).passed();
        LogPresenceMarker mark = new LogPresenceMarker(snapshots);
        mark.removed();
        assertThat(LogPresenceMarker.isMissingBesideASnapshot(snapshots)).isTrue();
        mark.passed();
        assertThat(LogPresenceMarker.isMissingBesideASnapshot(snapshots)).isFalse();
    }

    @Test
    void anEntryOfTheFormerDirectoryMakesNoneInTheReceivedOne() throws IOException {
        LogPresenceMarker mark = new LogPresenceMarker(snapshots);
        mark.replace();
        mark.passed();
        assertThat(LogPresenceMarker.isMissingBesideASnapshot(snapshots)).isTrue();
        mark.replaced();
        mark.passed();
        assertThat(LogPresenceMarker.isMissingBesideASnapshot(snapshots)).isFalse();
    }
}
