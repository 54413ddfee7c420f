// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.baton.FencingToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FencingTokenTest {

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aTokenIsPositive(long value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FencingToken(value));
    }

    @Test
    void tokensAreOrderedByValue() {
        assertThat(new FencingToken(1)).isLessThan(new FencingToken(2));
        assertThat(new FencingToken(Long.MAX_VALUE)).isGreaterThan(new FencingToken(1));
        assertThat(new FencingToken(7))
                .isEqualByComparingTo(new FencingToken(7))
                .isEqualTo(new FencingToken(7));
    }
}
