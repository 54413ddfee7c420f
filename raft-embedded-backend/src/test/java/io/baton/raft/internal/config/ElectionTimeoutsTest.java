// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ElectionTimeoutsTest {

    @Test
    void aDefaultLeaseHasTheTimeoutsThatWereMeasuredWithIt() {
        assertThat(ElectionTimeouts.of(Duration.ofMillis(800))).isEqualTo(timeouts(150, 250));
    }

    @Test
    void aShorterLeaseHasNoShorterTimeouts() {
        assertThat(ElectionTimeouts.of(Duration.ofMillis(100))).isEqualTo(ElectionTimeouts.DEFAULT);
    }

    @Test
    void timeoutsGrowWithTheLease() {
        assertThat(ElectionTimeouts.of(Duration.ofMillis(1_600))).isEqualTo(timeouts(300, 500));
        assertThat(ElectionTimeouts.of(Duration.ofSeconds(5)).shortest()).isBetween(millis(937), millis(938));
        assertThat(ElectionTimeouts.of(Duration.ofSeconds(5)).longest()).isBetween(millis(1_560), millis(1_565));
    }

    @Test
    void aLeaseOfMinutesDoesNotKeepAGroupWithoutARaftLeaderForMinutes() {
        ElectionTimeouts longest = ElectionTimeouts.of(Duration.ofHours(24));
        assertThat(longest.shortest()).isEqualTo(Duration.ofSeconds(1));
        assertThat(longest.longest()).isBetween(millis(1_660), millis(1_670));
        assertThat(ElectionTimeouts.of(Duration.ofMinutes(1))).isEqualTo(longest);
    }

    @Test
    void otherBoundsGrowAsTheTimeoutsDo() {
        assertThat(ElectionTimeouts.DEFAULT.stretch(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(ElectionTimeouts.of(Duration.ofMillis(1_600)).stretch(Duration.ofSeconds(1)))
                .isEqualTo(Duration.ofSeconds(2));
    }

    private static ElectionTimeouts timeouts(long shortest, long longest) {
        return new ElectionTimeouts(millis(shortest), millis(longest));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
