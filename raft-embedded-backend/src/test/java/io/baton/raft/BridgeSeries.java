// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection.Term;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The link between the Raft leader and one of the followers is cut, while the other follower reaches both. Needs root. */
interface BridgeSeries {

    Duration BRIDGED = Duration.ofSeconds(Boolean.getBoolean("baton.faults") ? 8 : 4);
    Duration FLAPPING = Duration.ofSeconds(Boolean.getBoolean("baton.faults") ? 60 : 8);
    Duration FLAP = Duration.ofMillis(200);

    /** In which one election is contested. */
    Members members();

    @Test
    default void aLeaderThatDoesNotReachTheRaftLeaderIsKeptByTheOtherFollower() {
        bridge(
                new FaultRounds(
                        "the elected process does not reach the Raft leader, the third member reaches both", 1, 10),
                false);
    }

    @Test
    default void aLeaderOnTheRaftLeadersSideIsKept() {
        bridge(
                new FaultRounds(
                        "a follower does not reach the elected Raft leader, the third member reaches both", 1, 10),
                true);
    }

    @Test
    default void aLinkThatComesAndGoesChangesTheLeaderRarely() {
        FaultRounds faultRounds =
                new FaultRounds("the link between the elected process and the Raft leader comes and goes", 1, 1);
        CutNetwork network = network();
        Term elected = members().calm(false);
        String id = members().idOf(elected.worker());
        String raftLeader = members().raftLeader();
        int terms = members().contest().terms().size();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < FLAPPING.toNanos()) {
            network.cutBetween(id, raftLeader);
            Await.untilAfter(System.nanoTime(), FLAP);
            network.healBetween(id, raftLeader);
            Await.untilAfter(System.nanoTime(), FLAP);
        }
        int changes = members().contest().terms().size() - terms;
        faultRounds.add(changes);
        faultRounds.note(changes + " changes of leadership in " + FLAPPING.toSeconds() + " s");
        faultRounds.conclude("changes", members().contest().check());
        faultRounds.assertRarely(changes, FLAPPING.toSeconds() / 10);
    }

    private void bridge(FaultRounds faultRounds, boolean ofTheRaftLeader) {
        CutNetwork network = network();
        int lost = 0;
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Term elected = members().calm(ofTheRaftLeader);
            String id = members().idOf(elected.worker());
            String raftLeader = members().raftLeader();
            String cutOff = ofTheRaftLeader ? other(id) : id;
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(Members.LEASE));
            elected.worker().leastRemaining();
            long cut = System.nanoTime();
            network.cutBetween(cutOff, raftLeader);
            Await.untilAfter(cut, BRIDGED);
            boolean kept = members().contest().isLast(elected);
            long leaderless = 0;
            if (!kept) {
                lost++;
                leaderless = members().contest().termAfter(elected).electedAt() - elected.heldUntil();
            }
            network.healBetween(cutOff, raftLeader);
            faultRounds.add(leaderless);
            faultRounds.note(
                    kept
                            ? "kept, least validity that was left "
                                    + elected.worker().leastRemaining().toMillis() + " ms"
                            : "lost, no leader for " + leaderless / 1_000_000 + " ms");
        }
        faultRounds.conclude("without a leader", members().contest().check());
        faultRounds.note((faultRounds.rounds() - lost) + " of " + faultRounds.rounds() + " leaderships were kept");
        faultRounds.assertWithin(Members.LEASE);
    }

    private String other(String than) {
        return Members.IDS.stream().filter(id -> !id.equals(than)).findFirst().orElseThrow();
    }

    private CutNetwork network() {
        Assumptions.assumeTrue(members().network().isPresent(), "needs network namespaces");
        return members().network().orElseThrow();
    }
}
