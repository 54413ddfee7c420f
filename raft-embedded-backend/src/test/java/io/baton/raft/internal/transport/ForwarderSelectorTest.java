// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.ratis.protocol.RaftPeerId;
import org.junit.jupiter.api.Test;

class ForwarderSelectorTest {

    private static final RaftPeerId LEADER = RaftPeerId.valueOf("b");
    private static final RaftPeerId FOLLOWER = RaftPeerId.valueOf("c");

    private final ForwarderSelector selector = new ForwarderSelector();

    @Test
    void aFollowerForwardsWhenTheRaftLeaderHasFailedTwiceInARow() {
        selector.named(FOLLOWER, LEADER);
        assertThat(selector.isCutOff()).isFalse();
        selector.unreached(LEADER);
        assertThat(selector.isCutOff()).isTrue();
        selector.answered(LEADER);
        selector.unreached(LEADER);
        assertThat(selector.forwarderTo(LEADER)).isEmpty();
        selector.unreached(LEADER);
        assertThat(selector.forwarderTo(LEADER)).contains(FOLLOWER);
    }

    @Test
    void aLinkThatComesAndGoesIsNotGoneBackTo() {
        twiceInVain();
        selector.answered(LEADER);
        selector.answered(LEADER);
        selector.unreached(LEADER);
        selector.answered(LEADER);
        selector.answered(LEADER);
        assertThat(selector.forwarderTo(LEADER)).contains(FOLLOWER);
        selector.answered(LEADER);
        assertThat(selector.forwarderTo(LEADER)).isEmpty();
        assertThat(selector.isCutOff()).isFalse();
    }

    @Test
    void onlyAMemberThatFollowsTheRaftLeaderForwards() {
        twiceInVain();
        selector.withdrawn(FOLLOWER);
        assertThat(selector.forwarderTo(LEADER)).isEmpty();
        selector.named(FOLLOWER, LEADER);
        selector.unreached(FOLLOWER);
        assertThat(selector.forwarderTo(LEADER)).isEmpty();
        assertThat(selector.isCutOff()).isFalse();
        selector.named(FOLLOWER, RaftPeerId.valueOf("d"));
        assertThat(selector.forwarderTo(LEADER)).isEmpty();
    }

    private void twiceInVain() {
        selector.named(FOLLOWER, LEADER);
        selector.unreached(LEADER);
        selector.unreached(LEADER);
    }
}
