// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.raft.internal.member.LocalMember;
import io.baton.raft.state.Records;
import io.baton.raft.state.Store;
import io.baton.raft.state.codec.CommandCodec;
import io.baton.raft.state.request.Command;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
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
        try (LocalMember again = start()) {
            Await.untilTrue("it leads", again::leads);
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

    /** As the power can leave the last entry, which no other member was told of. */
    @Test
    void anEntryOfWhichTheDiskHasLostASectorIsNoDamage() throws IOException {
        run();
        Path log = log();
        byte[] whole = Files.readAllBytes(log);
        byte[] torn = Arrays.copyOf(whole, whole.length + 2_000);
        Arrays.fill(torn, whole.length, (whole.length / 512 + 2) * 512, (byte) 0x91);
        torn[whole.length + 1] = 0x0c;
        Files.write(log, torn);
        try (LocalMember again = start()) {
            Await.untilTrue("it leads", again::leads);
            assertThat(again.look(Store::living).orTimeout(10, TimeUnit.SECONDS).join())
                    .hasSize(ENTRIES);
        }
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
        deleteLog();
        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no log in")
                .hasMessageContaining(dir.toString());
    }

    @Test
    void aSnapshotThatWasGivenAndNothingSinceIsNoLoss() throws IOException {
        run();
        deleteLog();
        Path mark = file("snapshot.").resolveSibling("entries");
        assertThatThrownBy(this::start).hasMessageContaining("no log in");
        Files.delete(mark);
        try (LocalMember again = start()) {
            Await.untilTrue("it leads", again::leads);
            Await.untilTrue("it has a log again", () -> Files.exists(mark));
        }
    }

    @Test
    void aDamagedSnapshotIsSetAsideForTheOneBeforeIt() throws IOException {
        run();
        run();
        Path latest = snapshots().get(1);
        flip(latest);
        try (LocalMember again = start()) {
            Await.untilTrue("it leads", again::leads);
            assertThat(again.look(Store::living).orTimeout(10, TimeUnit.SECONDS).join())
                    .hasSize(ENTRIES);
            assertThat(latest.resolveSibling(latest.getFileName() + ".corrupt")).exists();
        }
    }

    @Test
    void aDamagedSnapshotOfWhichTheLogHasAllIsSetAsideToo() throws IOException {
        run();
        flip(snapshots().get(0));
        try (LocalMember again = start()) {
            Await.untilTrue("it leads", again::leads);
            assertThat(again.look(Store::living).orTimeout(10, TimeUnit.SECONDS).join())
                    .hasSize(ENTRIES);
        }
    }

    @Test
    void aMemberDoesNotBeginWithEntriesMissing() throws IOException {
        run();
        run();
        Path earliest = snapshots().get(0);
        flip(earliest);
        flip(snapshots().get(1));
        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(earliest.toString())
                .hasMessageContaining("does not reach back")
                .hasMessageContaining("new id and an empty directory");
        assertThat(earliest).exists();
    }

    /** Ratis 3.3.0 gives a member a snapshot by two renames. */
    @Test
    void aMemberThatEndedBetweenTwoDirectoriesOfSnapshotsGoesOnWithTheFormer() throws IOException {
        run();
        run();
        Path snapshots = file("sm");
        Files.move(snapshots, snapshots.resolveSibling("sm.tmp20261129-040151_769"));
        try (LocalMember again = start()) {
            Await.untilTrue("it leads", again::leads);
            assertThat(again.look(Store::living).orTimeout(10, TimeUnit.SECONDS).join())
                    .hasSize(ENTRIES);
        }
    }

    @Test
    void aMemberWithoutTheSnapshotBeforeItsLogDoesNotBegin() throws IOException {
        run();
        run();
        for (Path snapshot : snapshots()) {
            Files.delete(snapshot);
        }
        assertThatThrownBy(this::start)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no snapshot in")
                .hasMessageContaining("new id and an empty directory");
    }

    @Test
    void aDirectoryInUseIsRefusedAndLeftAlone() throws IOException {
        run();
        Path receives = file("sm").resolveSibling("tmp").resolve("snapshot-1b8c");
        try (LocalMember first = start()) {
            Files.createDirectories(receives);
            assertThatThrownBy(this::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(first.address().id())
                    .hasMessageContaining(dir.toString());
            assertThat(receives).exists();
        }
    }

    private void run() throws IOException {
        try (LocalMember localMember = start()) {
            Await.untilTrue("it leads", localMember::leads);
            for (int i = 0; i < ENTRIES; i++) {
                Lone.submit(
                        () -> localMember,
                        CommandCodec.write(new Command.Open(i, 60_000_000_000L, "", Records.SECRET)));
            }
        }
    }

    private LocalMember start() throws IOException {
        return LocalMember.start(
                RaftBackendProvider.group(new ConfigurationValues(Map.of("baton.raft.data-dir", dir.toString()))),
                failure -> {});
    }

    /** The largest part: each term has one of its own, and even a member alone may have led in several. */
    private Path log() throws IOException {
        return files("log_").stream()
                .max(Comparator.comparingLong(part -> part.toFile().length()))
                .orElseThrow();
    }

    private List<Path> snapshots() throws IOException {
        return files("snapshot.").stream()
                .filter(file -> !file.toString().contains(".md5"))
                .sorted(Comparator.comparingLong(
                        file -> SimpleStateMachineStorage.getTermIndexFromSnapshotFile(file.toFile())
                                .getIndex()))
                .toList();
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(file, bytes);
    }

    private void deleteLog() throws IOException {
        for (Path part : files("log_")) {
            Files.delete(part);
        }
    }

    private Path file(String prefix) throws IOException {
        return files(prefix).get(0);
    }

    private List<Path> files(String prefix) throws IOException {
        try (var files = Files.walk(dir)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }
}
