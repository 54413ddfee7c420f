// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.spi.MonotonicClock;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.zookeeper.server.RequestLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes between a bid made ahead and the release costs a request, and never makes two lead. */
@Timeout(300)
class BidAheadFaultsTest extends BidAheadScene {

    private static final int MANY = 400;

    @Test
    void theNewsOfABidThatWasCarriedOutMayBeLost() throws Exception {
        ProbeCandidacy leader = leader();
        Successor next = successor(two);
        log.network().cutReplies();
        leave(leader);
        int before = recordVersion();
        log.network().dropConnections();
        log.network().heal();
        two.facts().eventually("connected");
        next.candidacy().candidacy().takeLeadership(next.bid());
        next.candidacy().facts().eventually("tookLeadership");
        assertThat(recordVersion()).isEqualTo(before);
        leave(next.candidacy());
        assertThat(record()).contains("led=" + next.orderValue(), "released=true");
    }

    @Test
    void aBidThatWasDeletedByHandCostsARequest() throws Exception {
        ProbeCandidacy leader = leader();
        Successor next = successor(two);
        ZOOKEEPER.store().delete(bidPath(one), -1);
        leader.look();
        leave(leader);
        assertThat(record()).contains("session=" + one.name(), "released=true");
        takesAfterTheRelease(next);
    }

    @Test
    void aBidThatTheLeaderDoesNotKnowCostsARequest() throws Exception {
        try (RequestLog deaf = RequestLog.inFrontOf(ZOOKEEPER.server());
                Participant leading = Participant.at(deaf.connectString())) {
            ProbeCandidacy leader = leading.enter(election);
            leader.lead();
            leader.look();
            deaf.network().cutReplies();
            Successor next = bidding(two);
            leader.candidacy().release();
            takesAfterTheRelease(next);
            deaf.network().dropConnections();
            deaf.network().heal();
            leading.facts().eventually("connected");
            leave(leader);
        }
    }

    @Test
    void aSuccessorThatWasDeletedByHandLeadsNothing() throws Exception {
        ProbeCandidacy leader = leader();
        Successor next = successor(two);
        ZOOKEEPER.store().delete("/baton/" + election + "/" + nodeOf(two), -1);
        leave(leader);
        next.candidacy().facts().next("gone");
        assertThat(next.candidacy().facts().untold()).doesNotContain("bidCarriedOut");
        assertThat(record()).contains("session=" + one.name(), "released=true");
        awaitNoBid(one);
    }

    @Test
    void aSuccessorThatWasFencedAfterItsBidTakesLeadershipItself() throws Exception {
        ProbeCandidacy leader = leader();
        Successor next = successor(two);
        writeFence(two);
        leave(leader);
        assertThat(record()).contains("session=" + one.name(), "released=true");
        next.candidacy().facts().next("predecessorGone");
        next.candidacy().candidacy().takeLeadership(next.bid());
        two.facts().eventually("fenced");
        next.candidacy().facts().eventually("leadershipNotTaken");
        next.takes();
        assertThat(record()).contains("session=" + two.name(), "released=false");
    }

    @Test
    void newsThatComeAfterAProofOnALaterFenceTellNothing() throws Exception {
        List<ProbeCandidacy> leaders = new ArrayList<>();
        List<Successor> successors = new ArrayList<>();
        String name = election;
        // After a break the bids are read again, and the last ones are late: few of them at a time.
        for (int i = 0; i < MANY; i++) {
            election = name + i;
            leaders.add(leader());
            successors.add(bidding(two));
        }
        knowsTheBid(one);
        log.network().refuse();
        log.network().dropConnections();
        two.facts().eventually("disconnected");
        leaders.get(MANY - 1).release();
        assertThat(record()).contains("session=" + two.name(), "released=false");
        writeFence(two);
        AtomicBoolean isRead = new AtomicBoolean();
        String late = bidPath(one);
        log.onReply(request -> request.path().equals(late), () -> isRead.set(true));
        log.network().heal();
        log.network().delayReplies(Duration.ofMillis(100));
        two.facts().eventually("connected");
        two.session().prove();
        two.facts().eventually("fenced");
        two.session().prove();
        two.facts().eventually("proven");
        assertThat(isRead).isFalse();
        await().atMost(Await.LONG).untilTrue(isRead);
        log.network().delayReplies(Duration.ZERO);
        ProbeCandidacy last = successors.get(MANY - 1).candidacy();
        knowsTheBid(two);
        assertThat(last.facts().untold()).doesNotContain("bidCarriedOut");
        last.look();
        last.candidacy().takeLeadership(successors.get(MANY - 1).bid());
        last.facts().next("tookLeadership");
    }

    @Test
    void leadershipIsTakenOnceMoreAfterAnOldProof() throws Exception {
        ProbeCandidacy leader = leader();
        Successor next = successor(two);
        Duration half = Participant.LEASE.dividedBy(4);
        await().atMost(Await.LONG).until(() -> MonotonicClock.SYSTEM.nanos() - next.provenAt() > half.toNanos());
        leave(leader);
        next.candidacy().facts().eventually("bidCarriedOut");
        assertThat(record()).contains("session=" + two.name(), "released=false");
        next.candidacy().candidacy().takeLeadership(next.bid());
        next.candidacy().facts().eventually("tookLeadership");
        leave(next.candidacy());
        assertThat(record()).contains("led=" + next.orderValue(), "released=true");
    }

    @Test
    void aLeaderThatDiesLeavesAWait() throws Exception {
        leader();
        Successor next = successor(two);
        one.close();
        next.candidacy().facts().next("predecessorGone");
        next.candidacy().candidacy().takeLeadership(next.bid());
        next.candidacy().facts().eventually("leadershipNotTaken");
        assertThat(next.candidacy().facts().untold()).doesNotContain("bidCarriedOut");
        assertThat(record()).contains("session=" + one.name(), "released=false");
        next.takes();
        leave(next.candidacy());
    }

    @Test
    void aBidThatCannotBeReadIsNone() throws Exception {
        ProbeCandidacy leader = leader();
        Successor next = successor(two);
        leader.look();
        String path = bidPath(one);
        String directory = path.substring(0, path.lastIndexOf('/'));
        ZOOKEEPER.store().delete(path, -1);
        await().atMost(Await.LONG).until(() -> ZOOKEEPER.store().exists(directory, false) == null);
        ZOOKEEPER.store().create(directory, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER);
        ZOOKEEPER.store().create(path, new byte[] {'?'}, Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
        leader.look();
        leave(leader);
        assertThat(record()).contains("session=" + one.name(), "released=true");
        ZOOKEEPER.store().delete(path, -1);
        takesAfterTheRelease(next);
    }
}
