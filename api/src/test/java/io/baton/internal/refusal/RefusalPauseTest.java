// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.support.RefusalTurns;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RefusalPauseTest {

    private static final long SECOND = 1_000_000_000;

    private long now;

    @Test
    void growsToItsBound() {
        RefusalPause pause = new RefusalPause(() -> now, 5 * SECOND, new RefusalTurns());
        assertThat(after(pause, 5)).containsExactly(SECOND, 2 * SECOND, 4 * SECOND, 5 * SECOND, 5 * SECOND);
        pause.reset();
        assertThat(after(pause, 1)).containsExactly(SECOND);
    }

    @Test
    void isNeverShorterThanASecondNorLongerThanHalfAMinute() {
        assertThat(after(new RefusalPause(() -> now, 1, new RefusalTurns()), 3)).containsOnly(SECOND);
        RefusalPause longest = new RefusalPause(() -> now, Long.MAX_VALUE, new RefusalTurns());
        assertThat(after(longest, 7)).endsWith(16 * SECOND, 30 * SECOND, 30 * SECOND);
    }

    @Test
    void isShortenedByChance() {
        RefusalPause pause = new RefusalPause(() -> now, 5 * SECOND, new RefusalTurns());
        pause.refused(1);
        assertThat(pause.pause()).isEqualTo(SECOND / 2);
    }

    @Test
    void isANewMatterAfterTwoMinutes() {
        RefusalPause pause = new RefusalPause(() -> now, 5 * SECOND, new RefusalTurns());
        after(pause, 5);
        now += 121 * SECOND;
        assertThat(after(pause, 2)).containsExactly(SECOND, 2 * SECOND);
    }

    /** A store whose permissions are wrong for a process with 400 elections. */
    @Test
    void manyRefusedElectionsAskTwentyTimesASecond() {
        RefusalTurns turns = new RefusalTurns();
        List<RefusalPause> pauses = IntStream.range(0, 400)
                .mapToObj(i -> new RefusalPause(() -> now, 2 * SECOND, turns))
                .toList();
        pauses.forEach(pause -> after(pause, 2));
        long[] sorted = pauses.stream().mapToLong(RefusalPause::pause).sorted().toArray();
        assertThat(sorted[0]).isEqualTo(2 * SECOND);
        assertThat(sorted[399]).isEqualTo(399 * SECOND / 20);
        assertThat(LongStream.of(sorted).filter(pause -> pause > 2 * SECOND).distinct())
                .hasSize(400 - 41);
    }

    @Test
    void eachRefusedElectionAsksOnceInHalfAMinuteAtLeast() {
        RefusalTurns turns = new RefusalTurns();
        long[] pauses = IntStream.range(0, 3_000)
                .mapToLong(i -> turns.pause(now, 2 * SECOND, i % 2))
                .toArray();
        assertThat(LongStream.of(pauses).max()).hasValue(30 * SECOND);
        assertThat(LongStream.of(pauses).filter(pause -> pause == 15 * SECOND).count())
                .isGreaterThan(1_000);
    }

    private static List<Long> after(RefusalPause pause, int refusals) {
        return IntStream.range(0, refusals)
                .mapToObj(i -> {
                    pause.refused(0);
                    return pause.pause();
                })
                .toList();
    }
}
