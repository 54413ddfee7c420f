// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.OverlapCheck;
import io.baton.testkit.process.election.WorkerMessage.Kind;
import io.baton.zookeeper.faults.EnsembleStage.Round;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestEnsemble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The servers as ZooKeeper's documentation configures them, ticks of 2 s and {@code syncLimit=5}, with the shortest session that they grant: a
 * follower that is cut off from the others serves its client for ten seconds more, six of them after the session has ended in the ensemble.
 */
@Timeout(1800)
class CutOffFollowerTest {

    private static final Duration TICK = Duration.ofSeconds(2);

    private static TestEnsemble ensemble;

    @BeforeAll
    static void start() throws InterruptedException {
        ensemble = TestEnsemble.start(
                3, ServerSpec.standard().tickTime(TICK).syncLimit(5).withoutForcedWrites());
    }

    @AfterAll
    static void stop() {
        ensemble.close();
    }

    @Test
    void aLeaderAtItEndsBeforeTheNextBegins() throws Exception {
        FaultRounds faultRounds = new FaultRounds("follower cut off, ticks of 2 s", 1, 10);
        try (EnsembleStage stage = new EnsembleStage(ensemble, ProcessElections.of("cut-off-2-s"))) {
            for (int i = 0; i < faultRounds.rounds(); i++) {
                Round round =
                        stage.round(ensemble::cutFromLeader, false, faultRounds.anyPartOf(ProcessElections.VALIDITY));
                faultRounds.note(round.toString());
                faultRounds.add(round.nanos());
            }
            faultRounds.conclude("from the cut to onElected", stage.contest().check());
            faultRounds.assertWithin(ProcessElections.SESSION.multipliedBy(2).plus(TICK));
        }
    }

    /** In the same rounds: each has to show two leaders. */
    @Test
    void aLatchAtItIsFoundOutEachTime() throws Exception {
        FaultRounds faultRounds = new FaultRounds("follower of Curator's leader cut off, ticks of 2 s", 1, 10);
        List<Long> overlaps = new ArrayList<>();
        for (int i = 0; i < faultRounds.rounds(); i++) {
            try (EnsembleStage latches =
                    new EnsembleStage(ensemble, ProcessElections.ofLatches("cut-off-latch-" + i))) {
                Round round = latches.round(ensemble::cutFromLeader, false, Duration.ZERO);
                round.old().worker().awaitLine(Kind.LOST, round.old().token());
                OverlapCheck check = latches.contest().check();
                faultRounds.found(check);
                overlaps.add(check.overlap().toMillis());
            }
        }
        faultRounds.note("two led for " + overlaps + " ms");
        assertThat(overlaps).hasSize(faultRounds.rounds()).allMatch(overlap -> overlap > 0);
    }
}
