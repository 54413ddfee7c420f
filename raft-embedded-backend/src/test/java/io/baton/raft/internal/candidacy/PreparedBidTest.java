// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.candidacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.Bid;
import io.baton.spi.FloorRecord;
import io.baton.spi.LeaderRecord;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PreparedBidTest {

    private static final OptionalLong PROVEN = OptionalLong.of(77);
    private static final Bid BID = bid(9);

    private final PreparedBid ahead = new PreparedBid();

    @Test
    void aLeaderByItsBidMadeAheadRestsOnItsLastProof() {
        ahead.make(1, BID, 4);
        assertThat(ahead.tookLeadership(BID, 4, PROVEN)).isEmpty();
        ahead.heard(1);
        assertThat(ahead.tookLeadership(BID, 4, PROVEN)).isEqualTo(PROVEN);
        assertThat(ahead.tookLeadership(BID, 4, OptionalLong.empty())).isEmpty();
    }

    @Test
    void aBidOfBeforeTheFenceWasWrittenProvesNothing() {
        ahead.make(1, BID, 4);
        ahead.heard(1);
        assertThat(ahead.tookLeadership(BID, 5, PROVEN)).isEmpty();
    }

    @Test
    void aBidThatWasReplacedIsNotCarriedOut() {
        ahead.make(1, BID, 4);
        ahead.make(1, BID, 5);
        ahead.heard(1);
        assertThat(ahead.tookLeadership(BID, 5, PROVEN)).isEmpty();
        assertThat(ahead.tookLeadership(BID, 4, PROVEN)).isEmpty();
    }

    @Test
    void anotherBidHasToBeSent() {
        ahead.make(1, BID, 4);
        ahead.heard(1);
        assertThat(ahead.tookLeadership(bid(10), 4, PROVEN)).isEmpty();
    }

    @Test
    void theSameBidIsSentOnce() {
        assertThat(ahead.make(1, BID, 4)).isPresent();
        assertThat(ahead.make(1, BID, 4)).isEmpty();
        assertThat(ahead.make(1, BID, 5)).isPresent();
        assertThat(ahead.make(1, bid(10), 5)).isPresent();
    }

    private static Bid bid(long token) {
        return new Bid(new FloorRecord(0, 0, 1, 2), new LeaderRecord(3, "s", 3, false, 5), true, token);
    }
}
