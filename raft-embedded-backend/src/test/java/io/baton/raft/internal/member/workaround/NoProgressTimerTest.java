// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.member.workaround;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoProgressTimerTest {

    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final NoProgressTimer noProgressTimer = new NoProgressTimer(BOUND);
    private long now = Duration.ofHours(1).toNanos();

    @Test
    void isToldAfterTheBoundAndThenAfterTwiceThat() {
        assertThat(untilTold(7)).isBetween(BOUND, BOUND.plus(LOOK.multipliedBy(3)));
        assertThat(untilTold(7))
                .isBetween(BOUND.multipliedBy(2), BOUND.multipliedBy(2).plus(LOOK.multipliedBy(3)));
        noProgressTimer.end();
        assertThat(untilTold(7)).isLessThan(BOUND.multipliedBy(2));
    }

    @Test
    void whateverMovesIsNotStill() {
        for (long i = 0; i < 1_000; i++) {
            assertThat(look(i / 40)).isFalse();
        }
    }

    @Test
    void nothingIsToldOfTheTimeWithoutALook() {
        look(7);
        now += BOUND.multipliedBy(10).toNanos();
        assertThat(look(7)).isFalse();
        assertThat(untilTold(7)).isGreaterThanOrEqualTo(BOUND);
    }

    private Duration untilTold(long state) {
        long begun = now;
        while (!look(state)) {
            assertThat(now - begun).isLessThan(BOUND.multipliedBy(100).toNanos());
        }
        return Duration.ofNanos(now - begun);
    }

    private boolean look(long state) {
        now += LOOK.toNanos();
        return noProgressTimer.lasts(List.of(state), now);
    }
}
