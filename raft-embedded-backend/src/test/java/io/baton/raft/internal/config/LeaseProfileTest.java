// SPDX-License-Identifier: Apache-2.0
package io.baton.raft.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseProfileTest {

    @ParameterizedTest
    @CsvSource({"fast, 400", "balanced, 800", "calm, 2000", "' Fast ', 400"})
    void aProfileNamesALease(String name, long millis) {
        assertThat(LeaseProfile.named(name).lease()).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "400ms", "fast,calm", ""})
    void anotherNameIsRefusedWithTheKeyAndAllNames(String name) {
        assertThatThrownBy(() -> LeaseProfile.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("baton.raft.profile is '" + name + "'; give fast (400ms), balanced (800ms), calm (2000ms)");
    }

    @ParameterizedTest
    @EnumSource
    void aProfileIsShownAsItIsConfigured(LeaseProfile profile) {
        assertThat(LeaseProfile.named(profile.toString())).isEqualTo(profile);
    }

    @Test
    void aDurationGoesBeforeAProfileAndThatIsTold() {
        assertThat(LeaseProfile.FAST.overruledBy(Duration.ofMillis(400))).isEmpty();
        assertThat(LeaseProfile.FAST.overruledBy(Duration.ofSeconds(5)))
                .contains("baton.lease-duration counts (5000ms), and baton.raft.profile=fast (400ms) has no effect");
    }

    @Test
    void theElectionTimeoutsOfAShortLeaseAreThoseOfTheDefault() {
        assertThat(ElectionTimeouts.of(LeaseProfile.FAST.lease())).isEqualTo(ElectionTimeouts.DEFAULT);
        assertThat(ElectionTimeouts.of(LeaseProfile.CALM.lease()))
                .isEqualTo(new ElectionTimeouts(Duration.ofMillis(375), Duration.ofMillis(625)));
    }
}
