// SPDX-License-Identifier: Apache-2.0
package io.baton.benchmarks.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeadershipHistoryTest {

    private static final LeaderEvent FIRST = event("a", "elected 3 1000");
    private static final LeaderEvent LOST = event("a", "lost 3 5000 EXPIRED");
    private static final LeaderEvent SECOND = event("b", "elected 9 5300");
    private static final LeaderEvent GONE = event("b", "lost 9 7000 SESSION_LOST");

    @Test
    void aLeadershipThatLastsWasNotLost() {
        LeadershipHistory history = new LeadershipHistory(List.of(FIRST));
        assertThat(history.losses()).isEmpty();
        assertThat(history.gaps(2_000)).isEmpty();
        assertThat(history.leader()).contains(FIRST);
    }

    @Test
    void aGapEndsWithTheNextLeadershipOrLasts() {
        LeadershipHistory history = new LeadershipHistory(List.of(FIRST, LOST, SECOND, GONE));
        assertThat(history.losses()).isEqualTo(Map.of("EXPIRED", 1, "SESSION_LOST", 1));
        assertThat(history.gaps(8_000)).containsExactly(300L, 1_000L);
        assertThat(history.leader()).isEmpty();
    }

    /** The line of the process that has lost comes after the line of its successor. */
    @Test
    void itDoesNotMatterInWhichOrderTheProcessesWereHeard() {
        LeadershipHistory history = new LeadershipHistory(List.of(FIRST, SECOND, LOST));
        assertThat(history.gaps(8_000)).containsExactly(300L);
        assertThat(history.leader()).contains(SECOND);
    }

    @Test
    void otherLinesSayNothing() {
        assertThat(LeaderEvent.read("a", "standing 12")).isEmpty();
        assertThat(LeaderEvent.read("a", "elected")).isEmpty();
    }

    private static LeaderEvent event(String member, String line) {
        return LeaderEvent.read(member, line).orElseThrow();
    }
}
