// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.raft.internal.config.ElectionTimeouts;
import io.baton.testkit.chaos.ChaosFault;
import io.baton.testkit.chaos.ChaosRun;
import io.baton.testkit.chaos.ChaosTiming;
import io.baton.testkit.chaos.fault.CandidateFaults;
import io.baton.testkit.chaos.fault.WallClock;
import io.baton.testkit.chaos.fault.WorkerFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can go wrong around three candidates that are the members of the group themselves, one fault after the
 * other: thirty minutes of it, or as many seconds as {@code baton.chaos.seconds} says.
 */
@Tag("faults")
@Timeout(3600)
class ChaosTest {

    private static final String ELECTION = "chaos";
    private static final ChaosTiming TIMING = ChaosTiming.of(Duration.ofSeconds(2), Duration.ofSeconds(5));

    /**
     * The group has to have a Raft leader first: a connection is replaced when two questions in a row were not answered, then a vote may be
     * split once.
     */
    private static final Duration RAFT_LEADER =
            ElectionTimeouts.of(TIMING.lease()).longest().multipliedBy(4);

    /** Where memory is full in all processes, their servers of Ratis end or hang; each is given up after eight seconds and begun anew. */
    private static final Duration RESTARTED_SERVERS = Duration.ofSeconds(15);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void afterEachFaultThereIsOneLeaderAgain() throws Exception {
        Optional<WallClock> clock = WallClock.in(directory);
        List<String> through = clock.map(WallClock::through).orElse(List.of());
        Path dataDir = Files.createDirectory(directory.resolve("members"));
        try (ChaosGroup group = new ChaosGroup(dataDir, ELECTION, TIMING.lease(), through);
                CandidateFaults ofCandidates = new CandidateFaults(group.workers())) {
            GroupFaults faults = new GroupFaults(group);
            List<ChaosFault> all = new ArrayList<>(faults.all());
            all.addAll(LinkFaults.of(group));
            ofCandidates.starvation().ifPresent(all::add);
            all.addAll(new WorkerFaults(group.workers(), faults::stir).all());
            // Ratis 3.3.0 and gRPC start threads to go on and to end: a server without threads is one to be restarted.
            all.removeIf(fault -> fault.name().equals(WorkerFaults.WITHOUT_THREADS));
            clock.map(WallClock::fault).ifPresent(all::add);
            all.replaceAll(ChaosTest::withGrace);
            new ChaosRun("chaos in a group", group.workers(), group, TIMING).play(all);
        }
    }

    private static ChaosFault withGrace(ChaosFault fault) {
        boolean fullHeap = fault.name().equals(WorkerFaults.HEAP_FULL);
        return fault.withGrace(fullHeap ? RAFT_LEADER.plus(RESTARTED_SERVERS) : RAFT_LEADER);
    }
}
