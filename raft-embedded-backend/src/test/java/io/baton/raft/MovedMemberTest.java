// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.FreePorts;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member that comes back under another address, of which only its own process is told. */
@Timeout(1200)
class MovedMemberTest {

    /** From the kill of the elected process, whose lease runs out first. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private static final String HERE = "127.0.0.1:";
    private static final String ANOTHER_HOST = "127.0.0.2:";

    @TempDir
    private Path dataDir = Path.of("");

    @Test
    void theGroupGoesOnWithAMemberUnderAnotherAddress() {
        try (Members members = Members.on(dataDir, "moved")) {
            FaultRounds faultRounds =
                    new FaultRounds("a member under another address, the elected process killed", 2, 10);
            Term term = members.calm();
            for (int round = 0; round < faultRounds.rounds(); round++) {
                String elected = members.idOf(term.worker());
                String mover = another(elected, round);
                members.worker(mover).kill();
                Worker back = members.startAt(mover, (round % 2 == 0 ? HERE : ANOTHER_HOST) + FreePorts.next());
                Await.untilTrue(mover + " is known at its address", () -> back.hasSaid("at its present address"));
                assertThat(back.hasSaid("has come back under another address")).isTrue();
                term = members.contest().term();
                long killed = System.nanoTime();
                term.worker().kill();
                Term next = members.contest().termAfter(term);
                faultRounds.add(next.electedAt() - killed);
                members.start(members.idOf(term.worker()));
                term = members.calm();
            }
            faultRounds.conclude(
                    "from the kill to the next onElected", members.contest().check());
            faultRounds.assertWithin(BOUND);
        }
    }

    private static String another(String elected, int round) {
        List<String> others =
                Members.IDS.stream().filter(id -> !id.equals(elected)).toList();
        return others.get(round % others.size());
    }
}
