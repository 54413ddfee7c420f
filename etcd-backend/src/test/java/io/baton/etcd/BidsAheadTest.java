// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.Bid;
import io.baton.spi.LeaderRecord;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A release carries out the bid that the successor has made ahead. */
@Timeout(300)
class BidsAheadTest extends BidAheadScenario {

    private static final int RACES = 30;
    private static final int MANY = 300;

    @Test
    void aReleaseHandsLeadershipOnWithoutARequestOfTheSuccessor() throws Exception {
        log.clear();
        leader.release();
        assertThat(next.facts().next("bidCarriedOut")).isEqualTo(bid);
        assertThat(log.calls("KV/Txn")).isEmpty();
        assertNamed(false);
        Await.untilTrue("the bid is removed", () -> bids().isEmpty());
        leave(next);
        assertNamed(true);
    }

    @Test
    void theSuccessorsSuccessorIsHandedLeadershipInItsTurn() throws Exception {
        leader.release();
        next.facts().next("bidCarriedOut");
        try (Participant third = Participant.at(server.endpoint())) {
            ProbeCandidacy last = third.enter(election);
            Bid made = bidAhead(last);
            Await.untilAfter(System.nanoTime(), SETTLED);
            leave(next);
            assertThat(last.facts().next("bidCarriedOut")).isEqualTo(made);
            assertThat(record().led()).isEqualTo(position.orderValue());
        }
    }

    @Test
    void anEqualBidThatStandsIsToldAgainWithoutARequest() throws Exception {
        log.clear();
        next.candidacy().bidAhead(bid);
        next.facts().next("bidStands");
        assertThat(log.calls("KV/Txn")).isEmpty();
    }

    @Test
    void aSuccessorThatWithdrawsMeanwhileHasReleased() throws Exception {
        leader.release();
        next.facts().next("bidCarriedOut");
        leave(next);
        int handedOn = 0;
        for (int i = 0; i < RACES; i++) {
            election = "withdrawn-" + i;
            leader = first.enter(election);
            leader.lead();
            next = second.enter(election);
            if (i % 3 == 0) {
                position = next.position();
                next.candidacy().bidAhead(ProbeCandidacy.bid(position, true));
            } else {
                bidAhead(next);
            }
            if (i % 2 == 0) {
                leader.candidacy().release();
                next.candidacy().release();
            } else {
                next.candidacy().release();
                leader.candidacy().release();
            }
            leader.facts().eventually("gone");
            next.facts().eventually("gone");
            assertThat(record().released()).as(election).isTrue();
            handedOn += record().led() == position.orderValue() ? 1 : 0;
        }
        System.out.println(handedOn + " of " + RACES + " releases named a successor that withdrew meanwhile");
        Await.untilTrue("no bid is left", () -> operator.list("baton/.bids/").isEmpty());
    }

    @Test
    void withdrawingTakesTheBidAlongWithOneRequest() throws Exception {
        log.clear();
        next.release();
        assertThat(bids()).isEmpty();
        leader.release();
        assertThat(record().released()).isTrue();
        assertThat(log.calls("KV/Txn").size())
                .as("the release, and why the key is gone")
                .isLessThanOrEqualTo(2);
    }

    @Test
    void aBidForAnotherSessionTakesThePlaceOfTheOneBefore() throws Exception {
        LeaderRecord seen = bid.seen();
        LeaderRecord other = new LeaderRecord(seen.led(), "abcdef", seen.token(), false, seen.version());
        next.candidacy().bidAhead(new Bid(bid.floor(), other, true, bid.token()));
        next.facts().next("bidStands");
        Await.untilTrue("the former is removed", () -> bids().size() == 1);
        assertThat(bids().get(0).getKey().toStringUtf8()).startsWith("baton/.bids/abcdef/");
        leader.release();
        takesLeadershipItself();
    }

    @Test
    void manyBidsGoTogether() throws Exception {
        List<ProbeCandidacy> leaders =
                IntStream.range(0, MANY).mapToObj(i -> first.enter("many-" + i)).toList();
        for (ProbeCandidacy each : leaders) {
            each.lead();
        }
        List<ProbeCandidacy> successors = IntStream.range(0, MANY)
                .mapToObj(i -> second.enter("many-" + i))
                .toList();
        List<Bid> made = new ArrayList<>();
        for (ProbeCandidacy each : successors) {
            made.add(ProbeCandidacy.bid(each.position(), true));
        }
        log.network().delayReplies(Duration.ofMillis(50));
        log.clear();
        IntStream.range(0, MANY).forEach(i -> successors.get(i).candidacy().bidAhead(made.get(i)));
        for (ProbeCandidacy each : successors) {
            each.facts().next("bidStands");
        }
        int requests = log.calls("KV/Txn").size();
        log.network().heal();
        Await.untilAfter(System.nanoTime(), SETTLED);
        log.clear();
        leaders.forEach(each -> each.candidacy().release());
        for (ProbeCandidacy each : successors) {
            // So many events may come further apart than a successor waits for the second.
            each.facts().eventually("bidCarriedOut");
        }
        System.out.println(MANY + " bids ahead with " + requests + " requests");
        assertThat(requests).isLessThan(MANY / 3);
    }
}
