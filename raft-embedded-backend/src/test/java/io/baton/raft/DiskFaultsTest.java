// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.host.SmallDisk;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three members, of which one's disk is full or lies. Without root no disk is small enough to be filled. */
@Timeout(1800)
class DiskFaultsTest {

    private static final String ILL = "c";
    private static final int SEGMENT = 4 << 20;

    @TempDir
    private static Path dataDir;

    private static Optional<SmallDisk> disk = Optional.empty();
    private static Members members;
    private static ProcessElection processElection;

    @BeforeAll
    static void start() throws IOException {
        disk = SmallDisk.at(dataDir.resolve(ILL), 24);
        members = Members.on(dataDir, "disk");
        processElection = members.contest();
    }

    @AfterAll
    static void stop() throws IOException {
        members.close();
        if (disk.isPresent()) {
            disk.get().close();
        }
    }

    @Test
    void aMemberWhoseDiskIsFullLeadsNoMoreAndIsBackWhenThereIsRoom() throws IOException {
        if (disk.isEmpty()) {
            return;
        }
        Term old = ledBy(ILL);
        disk.get().fill();
        Await.untilTrue("the member says so", () -> {
            members.write(SEGMENT);
            return members.worker(ILL).hasSaid("cannot write its log in " + dataDir.resolve(ILL));
        });
        Await.untilTrue("the leadership is lost", () -> !old.isOpen());
        Term next = processElection.termAfter(old);
        assertThat(next.worker()).isNotSameAs(old.worker());
        disk.get().free();

        Await.untilTrue("the member is back", () -> members.worker(ILL).hasSaid("runs again"));
        Term last = ledBy("a");
        members.worker("a").kill();
        assertThat(processElection.termAfter(last).token()).isGreaterThan(next.token());
        members.start("a");
        assertThat(processElection.check().violations()).isEmpty();
    }

    @Test
    void aMemberWhoseLogIsDamagedStopsAndTheOthersGoOn() throws IOException {
        Term term = members.calm();
        members.worker(ILL).kill();
        Path log = log();
        byte[] bytes = Files.readAllBytes(log);
        bytes[120] ^= 0x10;
        Files.write(log, bytes);
        Worker damaged = members.start(ILL);
        Await.untilTrue(
                "it names the file",
                () -> damaged.hasSaid("cannot start with the data in")
                        && damaged.hasSaid(log.getFileName().toString()));
        term = term.worker().isAlive() ? processElection.term() : processElection.termAfter(term);
        term.worker().resign();
        assertThat(processElection.termAfter(term).token()).isGreaterThan(term.token());
        assertThat(processElection.check().violations()).isEmpty();
    }

    private static Path log() throws IOException {
        try (var files = Files.walk(dataDir.resolve(ILL))) {
            return files.filter(file -> file.getFileName().toString().startsWith("log_"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static Term ledBy(String id) {
        Term term = members.calm();
        while (term.worker() != members.worker(id)) {
            term.worker().resign();
            term = processElection.termAfter(term);
        }
        return term;
    }
}
