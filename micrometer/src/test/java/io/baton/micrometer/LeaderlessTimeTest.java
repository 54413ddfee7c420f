// SPDX-License-Identifier: Apache-2.0
package io.baton.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.FencingToken;
import io.baton.Leader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of a leader and of the own leadership comes in any order. */
class LeaderlessTimeTest {

    private static final FencingToken OWN = new FencingToken(7);

    private final List<Long> gaps = new ArrayList<>();
    private final List<Long> takeOvers = new ArrayList<>();
    private final LeaderlessTime time = new LeaderlessTime(gaps::add, takeOvers::add);

    private void named(long token, long now) {
        time.observed(Optional.of(new Leader("id", Map.of(), new FencingToken(token))), now);
    }

    private void noLeader(long now) {
        time.observed(Optional.empty(), now);
    }

    @Test
    void theTimeBetweenTwoOtherLeadersIsNoTakeOver() {
        named(3, 100);
        noLeader(150);
        named(5, 180);
        assertThat(gaps).containsExactly(30L);
        assertThat(takeOvers).isEmpty();
    }

    @Test
    void theOwnElectionEndsTheTimeWithoutALeader() {
        named(3, 100);
        noLeader(150);
        time.elected(OWN, 170);
        named(7, 190);
        assertThat(gaps).containsExactly(20L);
        assertThat(takeOvers).containsExactly(20L);
    }

    @Test
    void aTakeOverIsCountedAlsoIfTheObserverIsToldFirst() {
        noLeader(150);
        named(7, 165);
        time.elected(OWN, 200);
        assertThat(gaps).containsExactly(15L);
        assertThat(takeOvers).containsExactly(15L);
    }

    @Test
    void aHandOverWithoutAVisibleGapHasNoTime() {
        named(3, 100);
        time.elected(OWN, 120);
        noLeader(130);
        named(7, 140);
        assertThat(gaps).isEmpty();
        assertThat(takeOvers).isEmpty();
    }

    @Test
    void theEndOfTheOwnLeadershipBeginsTheTimeIfNoLeaderWasNamedSince() {
        time.elected(OWN, 100);
        noLeader(110);
        time.lost(130);
        named(9, 200);
        assertThat(gaps).containsExactly(70L);
    }

    @Test
    void theEndOfTheOwnLeadershipAloneBeginsNothing() {
        time.elected(OWN, 100);
        named(7, 110);
        time.lost(130);
        named(9, 200);
        assertThat(gaps).isEmpty();
    }

    @Test
    void beforeAnythingIsToldThereIsNoTime() {
        time.elected(OWN, 100);
        time.lost(200);
        noLeader(300);
        time.elected(new FencingToken(8), 350);
        assertThat(gaps).containsExactly(50L);
        assertThat(takeOvers).containsExactly(50L);
    }
}
