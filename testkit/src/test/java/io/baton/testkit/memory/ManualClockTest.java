// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private final ManualClock clock = new ManualClock();

    @Test
    void standsStillUntilItIsToldToGoOn() {
        long before = clock.nanos();
        assertThat(clock.nanos()).isEqualTo(before);
        clock.advance(Duration.ofMillis(3));
        assertThat(clock.nanos() - before).isEqualTo(3_000_000);
    }

    @Test
    void neverGoesBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
