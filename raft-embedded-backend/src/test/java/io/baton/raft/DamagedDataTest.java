// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.raft.state.Command;
import io.baton.raft.state.CommandCodec;
import io.baton.raft.state.Store;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that starts from what it finds on its disk. */
class DamagedDataTest {

    private static final int ENTRIES = 20;

    @TempDir
    private Path dir;

    @Test
    void aMemberGoesOnFromItsData() throws IOException {
        run();
        try (Member again = start()) {
            Patience.untilTrue("it leads", again::leads);
            assertThat(again.look(Store::living).orTimeout(10, TimeUnit.SECONDS).join())
                    .hasSizeGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void aFlippedByteInTheLogStopsTheMemberAndNamesTheFile() throws IOException {
        run();
        Path log = log();
        byte[] bytes = Files.readAllBytes(log);
        bytes[120] ^= 0x10;
        Files.write(log, bytes);
        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("member alone@")
                .hasMessageContaining(log.getFileName().toString());
    }

    @Test
    void aMemberThatHasLostTheRecordOfItsVotesDoesNotVote() throws IOException {
        run();
        Path votes = file("raft-meta");
        Files.write(votes, new byte[0]);
        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(votes.toString())
                .hasMessageContaining("must not vote");
    }

    @Test
    void aMemberThatHasLostItsLogAloneDoesNotVoteEither() throws IOException {
        run();
        Files.delete(log());
        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no log in")
                .hasMessageContaining(dir.toString());
    }

    @Test
    void aSnapshotThatWasGivenAndNothingSinceIsNoLoss() throws IOException {
        run();
        Files.delete(log());
        Path snapshot = file("snapshot.");
        String name = snapshot.getFileName().toString();
        Path note = snapshot.resolveSibling("installed");
        Files.writeString(note, "1");
        assertThatThrownBy(this::start).hasMessageContaining("no log in");
        Files.writeString(note, name.substring(name.indexOf('_') + 1));
        try (Member again = start()) {
            Patience.untilTrue("it leads", again::leads);
            assertThat(note).doesNotExist();
        }
    }

    @Test
    void aDirectoryInUseIsRefused() throws IOException {
        try (Member first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(first.address().id())
                    .hasMessageContaining(dir.toString());
        }
    }

    private void run() throws IOException {
        try (Member member = start()) {
            Patience.untilTrue("it leads", member::leads);
            for (int i = 0; i < ENTRIES; i++) {
                Lone.submit(() -> member, CommandCodec.write(new Command.Open(i, 60_000_000_000L, "")));
            }
        }
    }

    private Member start() throws IOException {
        return Member.start(
                RaftBackendProvider.group(new ConfigurationValues(Map.of("baton.raft.data-dir", dir.toString()))),
                failure -> {});
    }

    private Path log() throws IOException {
        return file("log_");
    }

    private Path file(String prefix) throws IOException {
        try (var files = Files.walk(dir)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
