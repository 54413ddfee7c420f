// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.raft.internal.config.ElectionTimeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StalledFollowerWatchdogTest {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration BOUND = Duration.ofSeconds(3);

    private final StalledFollowerWatchdog stalledFollowerWatchdog =
            new StalledFollowerWatchdog(ElectionTimeouts.DEFAULT);
    private long now = Duration.ofHours(1).toNanos();

    @Test
    void aMemberThatGetsNothingOfWhatItHearsOfIsSeen() {
        assertThat(untilSeen(10, 11)).isBetween(BOUND, BOUND.plusMillis(100));
    }

    @Test
    void aMemberThatHasWhatItHearsOfIsNotSeen() {
        assertThat(isSeenWithin(BOUND.multipliedBy(10), 11, 11, true)).isFalse();
    }

    @Test
    void aMemberThatDoesNotHearItsLeaderIsNotSeen() {
        assertThat(isSeenWithin(BOUND.multipliedBy(10), 10, 11, false)).isFalse();
    }

    /** Right after its restart it has heard of nothing, which is not yet the end of its trouble. */
    @Test
    void aMemberThatGetsNothingAfterItsRestartEitherIsGivenTwiceTheTime() {
        untilSeen(10, 11);
        assertThat(isSeenWithin(Duration.ofSeconds(1), 10, 10, true)).isFalse();
        assertThat(untilSeen(10, 12))
                .isBetween(BOUND.multipliedBy(2), BOUND.multipliedBy(2).plusMillis(100));
    }

    @Test
    void aMemberThatHasCaughtUpIsGivenTheFirstTimeAgain() {
        untilSeen(10, 11);
        assertThat(isSeenWithin(Duration.ofSeconds(1), 12, 12, true)).isFalse();
        assertThat(untilSeen(12, 13)).isLessThan(BOUND.multipliedBy(2));
    }

    private Duration untilSeen(long own, long known) {
        long begun = now;
        assertThat(isSeenWithin(BOUND.multipliedBy(100), own, known, true)).isTrue();
        return Duration.ofNanos(now - begun);
    }

    private boolean isSeenWithin(Duration time, long own, long known, boolean hearsItsLeader) {
        for (long end = now + time.toNanos(); now < end; ) {
            now += LOOK.toNanos();
            if (stalledFollowerWatchdog.isSeen(own, known, hearsItsLeader, now)) {
                return true;
            }
        }
        return false;
    }
}
