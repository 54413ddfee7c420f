// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
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
            Series series = new Series("removal of the elected Raft leader", 1, 20);
            List<Long> gaps = new ArrayList<>();
            int lost = 0;
            for (int round = 0; round < series.rounds(); round++) {
                Term elected = members.calm(true);
                String id = members.idOf(elected.worker());
                elected.worker().leastRemaining();
                long removed = System.nanoTime();
                membership.remove(id);
                series.add(System.nanoTime() - removed);
                Patience.untilAfter(removed, AFTERWARDS);
                if (members.contest().isLast(elected)) {
                    Duration validity = Members.LEASE.multipliedBy(19).dividedBy(20);
                    gaps.add(validity.minus(elected.worker().leastRemaining()).toMillis());
                } else {
                    lost++;
                }
                membership.add(members.address(id).toString());
            }
            series.note("lost " + lost + " of " + series.rounds() + " leaderships, longest gaps between two proofs "
                    + gaps + " ms");
            series.conclude("until the group is without it", members.contest().check());
            series.assertRarely(lost, 1);
        }
    }

    private static RaftMembership membership(Members members) {
        Map<String, String> keys = new HashMap<>(members.configuration());
        keys.put("baton.raft.id", "administrator");
        return RaftMembership.open(keys);
    }
}
