// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.Bid;
import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionRequest;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.testkit.spi.SpiParticipant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A release carries out no bid that rests on something that has changed, and a successor believes no news that is out of date. */
@Timeout(300)
class BidFaultsTest extends BidAheadScenario {

    @Test
    void aBidThatWasDeletedByHandIsNotCarriedOut() throws Exception {
        operator.delete(bids().get(0).getKey());
        leader.release();
        takesLeadershipItself();
    }

    @Test
    void aSuccessorWhoseCandidacyWasDeletedByHandIsNotNamed() throws Exception {
        operator.delete(candidate(second));
        leader.release();
        next.facts().eventually("gone");
        assertThat(record().led()).isEqualTo(bid.seen().led());
        assertThat(record().released()).isTrue();
        Await.untilTrue("the bid is removed", () -> bids().isEmpty());
    }

    @Test
    void aSuccessorThatWasFencedSinceTakesLeadershipItself() throws Exception {
        fence();
        leader.release();
        next.facts().next("predecessorGone");
        next.candidacy().takeLeadership(bid);
        next.facts().next("leadershipNotTaken");
        second.facts().eventually("fenced");
        next.candidacy().takeLeadership(ProbeCandidacy.bid(next.look(), false));
        next.facts().next("tookLeadership");
        assertNamed(false);
    }

    @Test
    void aBidIsMadeAgainAfterTheFenceWasWritten() throws Exception {
        fence();
        second.session().prove();
        second.facts().eventually("fenced");
        next.candidacy().bidAhead(bid);
        next.facts().next("bidStands");
        Await.untilAfter(System.nanoTime(), SETTLED);
        leader.release();
        next.facts().next("bidCarriedOut");
        assertNamed(false);
    }

    @Test
    void lateNewsCountsForNothingOnceTheFenceIsKnownToBeWritten() throws Exception {
        fence();
        second.session().prove();
        second.facts().eventually("fenced");
        second.session().prove();
        second.facts().eventually("proven");
        carryOutByHand();
        next.facts().next("predecessorGone");
        takesLeadership();
    }

    @Test
    void lateNewsCountsWhileTheFenceIsUnchanged() throws Exception {
        carryOutByHand();
        assertThat(next.facts().next("bidCarriedOut")).isEqualTo(bid);
    }

    @Test
    void leadershipIsTakenOnceMoreAfterAnOldProof() throws Exception {
        AtomicLong ahead = new AtomicLong();
        SessionRequest request = new SessionRequest(
                Participant.LEASE, Participant.REQUEST_TIMEOUT, () -> MonotonicClock.SYSTEM.nanos() + ahead.get());
        try (SpiParticipant third = new SpiParticipant(
                new EtcdBackendProvider().create(Map.of("baton.etcd.endpoints", server.endpoint())), request)) {
            leader.release();
            next.facts().next("bidCarriedOut");
            ProbeCandidacy last = third.enter(election);
            Bid made = bidAhead(last);
            Await.untilAfter(System.nanoTime(), SETTLED);
            ahead.set(third.grant().validity().dividedBy(2).toNanos());
            leave(next);
            last.facts().eventually("bidCarriedOut");
            assertThat(record().led()).isEqualTo(position.orderValue());
            last.candidacy().takeLeadership(made);
            last.facts().eventually("tookLeadership");
        }
    }

    @Test
    void aSuccessorThatHasMissedTheNewsTakesWhatTheRecordGivesIt() throws Exception {
        operator.delete(bids().get(0).getKey());
        name();
        operator.delete(candidate(first));
        takesLeadershipItself();
    }

    @Test
    void aLeaderThatDiesLeavesTheRecordAsItIs() throws Exception {
        operator.revoke(first.leaseId());
        next.facts().next("predecessorGone");
        next.candidacy().takeLeadership(bid);
        next.facts().next("leadershipNotTaken");
        assertThat(record().led()).isEqualTo(bid.seen().led());
        assertThat(record().released()).isFalse();
    }

    @Test
    void aBidForASessionThatHasEndedGoesWithItsOwn() throws Exception {
        first.close();
        next.facts().next("predecessorGone");
        assertThat(bids()).hasSize(1);
        second.close();
        assertThat(bids()).isEmpty();
    }

    @Test
    void aBidForASessionThatHasEndedGoesWithTheCandidacy() throws Exception {
        first.close();
        leave(next);
        Await.untilTrue("the bid is removed", () -> bids().isEmpty());
    }
}
