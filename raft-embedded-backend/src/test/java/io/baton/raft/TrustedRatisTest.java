// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.FreePorts;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.OverlapCheck;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.WorkerSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The samples of {@code isHeld()} must be able to show two leaders: here they do, for what Ratis alone says of itself. */
@Timeout(300)
class TrustedRatisTest {

    private static final Duration LEASE = Duration.ofMillis(800);
    /** On a busy machine Ratis may read of the next leader before its word is asked for. */
    private static final int MOST_MORE = 15;

    private static final Duration AFTERMATH = Duration.ofMillis(500);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void aFrozenLeaderOfRatisStillLeadsWhenItWakes() throws Exception {
        FaultRounds faultRounds = new FaultRounds("Raft leader frozen, its own word trusted", 1, 10);
        String members = Members.IDS.stream()
                .map(id -> id + "@127.0.0.1:" + FreePorts.next())
                .collect(Collectors.joining(","));
        WorkerSpec servers = WorkerSpec.over("raft", "baton.raft.id", LEASE)
                .with("baton.raft.members", members)
                .with("baton.raft.data-dir", directory.toString())
                .running(TrustingRatis.class);
        try (ProcessElection processElection = ProcessElection.of(servers, "trusting")) {
            Members.IDS.forEach(processElection::join);
            for (int round = 0; round < faultRounds.rounds(); round++) {
                freezeLeader(processElection);
            }
            OverlapCheck check = processElection.check();
            for (int more = 0; more < MOST_MORE && check.overlapNanos() <= 0; more++) {
                freezeLeader(processElection);
                check = processElection.check();
            }
            faultRounds.found(check);
        }
    }

    private static void freezeLeader(ProcessElection processElection) throws InterruptedException {
        Term old = processElection.term();
        old.worker().pause();
        processElection.termAfter(old);
        old.worker().resume();
        Await.untilAfter(System.nanoTime(), AFTERMATH);
    }
}
