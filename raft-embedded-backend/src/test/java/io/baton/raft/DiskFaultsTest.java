// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Worker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

    private static boolean small;
    private static Members members;
    private static Contest contest;

    @BeforeAll
    static void start() throws IOException {
        Path disk = Files.createDirectories(dataDir.resolve(ILL));
        try {
            Root.run("mount -t tmpfs -o size=24m tmpfs " + disk);
            small = true;
        } catch (IOException e) {
            System.out.println("no small disk here, so none is filled: " + e.getMessage());
        }
        members = Members.on(dataDir, "disk");
        contest = members.contest();
    }

    @AfterAll
    static void stop() throws IOException {
        members.close();
        if (small) {
            Root.run("umount " + dataDir.resolve(ILL));
        }
    }

    @Test
    void aMemberWhoseDiskIsFullLeadsNoMoreAndIsBackWhenThereIsRoom() throws IOException {
        if (!small) {
            return;
        }
        Term old = ledBy(ILL);
        Path filler = dataDir.resolve(ILL).resolve("filler");
        fill(filler);
        Patience.untilTrue("the member says so", () -> {
            members.write(SEGMENT);
            return members.worker(ILL).hasSaid("cannot write its log in " + dataDir.resolve(ILL));
        });
        Patience.untilTrue("the leadership is lost", () -> !old.isOpen());
        Term next = contest.termAfter(old);
        assertThat(next.worker()).isNotSameAs(old.worker());
        Files.delete(filler);

        Patience.untilTrue("the member is back", () -> members.worker(ILL).hasSaid("runs again"));
        Term last = ledBy("a");
        members.worker("a").kill();
        assertThat(contest.termAfter(last).token()).isGreaterThan(next.token());
        members.start("a");
        assertThat(contest.check().violations()).isEmpty();
    }

    private static void fill(Path filler) {
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[1 << 12]);
            }
        } catch (IOException full) {
            System.out.println("the disk of " + ILL + " is full: " + full.getMessage());
        }
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
        Patience.untilTrue(
                "it names the file",
                () -> damaged.hasSaid("cannot start with the data in")
                        && damaged.hasSaid(log.getFileName().toString()));
        term = term.worker().isAlive() ? contest.term() : contest.termAfter(term);
        term.worker().resign();
        assertThat(contest.termAfter(term).token()).isGreaterThan(term.token());
        assertThat(contest.check().violations()).isEmpty();
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
            term = contest.termAfter(term);
        }
        return term;
    }
}
