// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A release hands leadership on to the candidate that has made its bid ahead. */
@Timeout(300)
class BidAheadTest extends BidAheadScene {

    private static final int ROUNDS = 40;

    @Test
    void aReleaseMakesTheSuccessorLeadWithoutARequestOfItsOwn() throws Exception {
        ProbeCandidacy leader = leader();
        Successor next = successor(two);
        log.clear();
        leave(leader);
        assertThat(next.candidacy().facts().eventually("bidCarriedOut")).isEqualTo(next.bid());
        assertThat(asked(two)).isEmpty();
        assertThat(record()).contains("led=" + next.orderValue(), "session=" + two.name(), "released=false", "node=");
        awaitNoBid(one);
        leave(next.candidacy());
        assertThat(record()).contains("led=" + next.orderValue(), "released=true");
    }

    @Test
    void leadershipIsHandedOnAgainAndAgain() throws Exception {
        Participant[] participants = {one, two, three};
        ProbeCandidacy leader = leader();
        for (int i = 1; i < ROUNDS; i++) {
            Successor next = successor(participants[i % 3]);
            leave(leader);
            next.candidacy().facts().eventually("bidCarriedOut");
            leader = next.candidacy();
        }
        leave(leader);
        assertThat(record()).contains("released=true");
    }

    @Test
    void anEqualBidIsToldAgainWithoutARequest() throws Exception {
        leader();
        Successor next = successor(two);
        log.clear();
        next.candidacy().candidacy().bidAhead(next.bid());
        next.candidacy().facts().next("bidStands");
        assertThat(asked(two)).isEmpty();
    }

    @Test
    void theBidThatWasCarriedOutCanBeTakenAndIsNotWrittenAgain() throws Exception {
        ProbeCandidacy leader = leader();
        Successor next = successor(two);
        leave(leader);
        next.candidacy().facts().eventually("bidCarriedOut");
        int before = recordVersion();
        next.candidacy().candidacy().takeLeadership(next.bid());
        next.candidacy().facts().eventually("tookLeadership");
        assertThat(recordVersion()).isEqualTo(before);
        leave(next.candidacy());
        assertThat(record()).contains("released=true");
    }

    @Test
    void aBidIsMadeAgainOnTheNewFence() throws Exception {
        ProbeCandidacy leader = leader();
        Successor next = successor(two);
        writeFence(two);
        two.session().prove();
        two.facts().eventually("fenced");
        next.candidacy().candidacy().bidAhead(next.bid());
        next.candidacy().facts().eventually("bidStands");
        knowsTheBid(one);
        leave(leader);
        next.candidacy().facts().eventually("bidCarriedOut");
    }

    /** A proof on the new fence may be younger than the moment from which the next leader waits. */
    @Test
    void aSuccessorThatWithdrawsInTheMomentOfTheReleaseLeavesNoWait() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            ProbeCandidacy leader = leader();
            Successor next = successor(two);
            if (i % 2 == 0) {
                leader.candidacy().release();
                next.candidacy().candidacy().release();
            } else {
                next.candidacy().candidacy().release();
                leader.candidacy().release();
            }
            leader.facts().eventually("gone");
            next.candidacy().facts().eventually("gone");
            assertThat(record()).contains("released=true");
            ProbeCandidacy without = three.enter(election);
            without.lead();
            leave(without);
        }
    }

    @Test
    void nothingIsLeftWhicheverSideIsClosedFirst() throws Exception {
        leader();
        successor(two);
        two.close();
        one.close();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(children("/baton/.bids")).isEmpty());
    }

    @Test
    void nothingIsLeftIfTheLeaderIsClosedFirst() throws Exception {
        leader();
        successor(two);
        one.close();
        two.close();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(children("/baton/.bids")).isEmpty());
    }
}
