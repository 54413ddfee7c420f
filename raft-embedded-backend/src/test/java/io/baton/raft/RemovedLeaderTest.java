// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection.Term;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Raft leader, whose process is elected too, is removed from the group, and added again. */
@Timeout(1200)
class RemovedLeaderTest {

    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    @TempDir
    private Path dataDir = Path.of("");

    @Test
    void theElectedProcessGoesOnAsAClient() throws InterruptedException {
        try (Members members = Members.on(dataDir, "removed");
                RaftMembership membership = membership(members)) {
            FaultRounds faultRounds = new FaultRounds("removal of the elected Raft leader", 1, 20);
            List<Long> gaps = new ArrayList<>();
            int lost = 0;
            for (int round = 0; round < faultRounds.rounds(); round++) {
                Term elected = members.calm(true);
                String id = members.idOf(elected.worker());
                elected.worker().leastRemaining();
                long removed = System.nanoTime();
                membership.remove(id);
                faultRounds.add(System.nanoTime() - removed);
                Await.untilAfter(removed, AFTERWARDS);
                if (members.contest().isLast(elected)) {
                    Duration validity = Members.LEASE.multipliedBy(19).dividedBy(20);
                    gaps.add(validity.minus(elected.worker().leastRemaining()).toMillis());
                } else {
                    lost++;
                }
                membership.add(members.address(id).toString());
            }
            faultRounds.note("lost " + lost + " of " + faultRounds.rounds()
                    + " leaderships, longest gaps between two proofs " + gaps + " ms");
            faultRounds.conclude(
                    "until the group is without it", members.contest().check());
            faultRounds.assertRarely(lost, 1);
        }
    }

    private static RaftMembership membership(Members members) {
        Map<String, String> keys = new HashMap<>(members.configuration());
        keys.put("baton.raft.id", "administrator");
        return RaftMembership.open(keys);
    }
}
