// SPDX-License-Identifier: Apache-2.0
package io.baton.fencing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "ledger", "a/b:c d'e\"f", "каса", "\uD83D\uDCB0"})
    void ordinaryTextIsTaken(String name) {
        assertThatCode(() -> ResourceName.requireValid(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u0000", "a\u007f", "\u0085", "\uD83D", "a\uDCB0", "\uDCB0\uD83D"})
    void emptyControlAndUnpairedAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceName.requireValid(name))
                .withMessageNotContaining("\n");
    }

    @Test
    void theLengthIsLimited() {
        assertThatCode(() -> ResourceName.requireValid("x".repeat(255))).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceName.requireValid("x".repeat(256)));
    }
}
