// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.DiskModel.Names;
import io.baton.raft.internal.config.GroupConfig;
import io.baton.raft.internal.failure.ExceptionText;
import io.baton.raft.state.request.Command;
import io.baton.raft.state.request.Reply;
import io.baton.spi.support.ConfigurationValues;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildJvm;
import io.baton.testkit.process.FreePorts;
import io.baton.testkit.process.election.FaultRounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power of one member alone is cut at many moments of one life, in which it takes snapshots and drops a part of its log. It starts from each disk.
 *
 * <p>Seen with seed 7: without the flush of snapshots it does not start, since one is damaged and the log does not reach back to
 * the one before. With {@code -Dbaton.faults.names=BY_DIRECTORY} 40 of 40 start; a disk on which the directory of the group has no name
 * yet counts as one, though: a member of several would be told that its data are gone.
 */
@Timeout(1800)
class CutDiskTest {

    private static final String ID = "a";
    private static final int ENTRIES = 250;
    private static final Names NAMES = Names.valueOf(System.getProperty("baton.faults.names", "JOURNALED"));
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final Map<String, String> configuration = new HashMap<>();
    private final LogHistory history = new LogHistory();

    @Test
    void aMemberStartsFromWhateverItsDiskMayKeep(@TempDir(factory = PowerCutTest.InMemory.class) Path given)
            throws Exception {
        Path directory = given.toRealPath();
        configuration.put("baton.raft.id", ID);
        configuration.put("baton.raft.members", ID + "@127.0.0.1:" + FreePorts.next());
        configuration.put("baton.raft.data-dir", directory.resolve("data").toString());
        CuttableDisk disk = new CuttableDisk(
                DiskJournal.library(directory),
                directory.resolve("data").resolve(ID),
                directory.resolve("journal"),
                NAMES);
        FaultRounds faultRounds = new FaultRounds("power cuts of one member", 20, 400);
        // What the log had before the second life is dropped at the first snapshot of that.
        run(disk);
        run(disk);
        disk.cut(Optional.empty());
        assertThat(disk.snapshot()).as("it has taken snapshots").isPositive();
        Random random = new Random(faultRounds.anyPartOf(Duration.ofDays(365)).toNanos());
        Path trial = directory.resolve("trial");
        GroupConfig groupConfig = RaftBackendProvider.group(new ConfigurationValues(configuration));
        int failures = 0;
        for (int round = 0; round < faultRounds.rounds(); round++) {
            disk.cutEarlier(trial, random);
            history.read(ID, trial);
            failures += isStarting(faultRounds, groupConfig, trial) ? 0 : 1;
        }
        faultRounds.note(faultRounds.rounds() + " starts, " + failures + " failures, " + history);
        assertThat(failures).isZero();
        assertThat(history.violations()).isEmpty();
    }

    private static boolean isStarting(FaultRounds faultRounds, GroupConfig groupConfig, Path trial) {
        try {
            TrialStart.of(groupConfig, trial);
            return true;
        } catch (IOException | RuntimeException e) {
            faultRounds.note("it does not start: " + ExceptionText.text(e));
            return false;
        }
    }

    /** Until it is killed in the middle of something. */
    private void run(CuttableDisk disk) throws InterruptedException {
        var spec = ChildJvm.of(MemberProcess.class.getName())
                .through(disk.through())
                .jvmArguments("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx96m");
        configuration.forEach(spec::systemProperty);
        Map<String, String> client = new HashMap<>(configuration);
        client.put("baton.raft.id", "probe");
        client.remove("baton.raft.data-dir");
        try (ChildJvm process = spec.start();
                Probe probe = new Probe(RaftBackendProvider.group(new ConfigurationValues(client)))) {
            process.awaitLine(MemberProcess.RUNNING, Await.LONG);
            for (long number = 1; number <= ENTRIES; number++) {
                Reply.Opened opened =
                        (Reply.Opened) probe.execute(new Command.Open(number, LEASE.toNanos(), "", probe.secret()));
                probe.execute(new Command.Close(opened.session()));
            }
            process.kill();
        }
    }
}
