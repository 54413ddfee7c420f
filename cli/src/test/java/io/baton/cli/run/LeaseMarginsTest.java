// SPDX-License-Identifier: Apache-2.0
package io.baton.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseMarginsTest {

    private static final Duration VALIDITY = Duration.ofSeconds(8);

    @Test
    void aGraceLiesBeforeTheKillAndTheKillBeforeTheEndOfTheLease() {
        LeaseMargins margins = LeaseMargins.of(VALIDITY, Optional.empty());

        assertThat(margins.untilTerm(VALIDITY)).isEqualTo(Duration.ofSeconds(5));
        assertThat(margins.untilKill(VALIDITY)).isEqualTo(Duration.ofSeconds(7));
        assertThat(margins.untilTerm(Duration.ofSeconds(3))).isZero();
        assertThat(margins.untilKill(Duration.ZERO)).isNegative();
    }

    @Test
    void whatARenewalThatIsInTimeLeavesIsNotTouched() {
        assertThat(LeaseMargins.of(VALIDITY, Optional.of(Duration.ofSeconds(3))).untilTerm(VALIDITY.dividedBy(2)))
                .isZero();
        assertThatThrownBy(() -> LeaseMargins.of(VALIDITY, Optional.of(Duration.ofMillis(3001))))
                .hasMessageContaining("room for 3000ms")
                .hasMessageContaining("baton.lease-duration");
    }
}
