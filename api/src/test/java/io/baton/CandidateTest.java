// SPDX-License-Identifier: Apache-2.0
package io.baton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a store cannot write is refused when the candidate is made. */
class CandidateTest {

    private static final String UNPAIRED = "pod-\uD800";

    @Test
    void anUnpairedSurrogateInTheIdIsRefused() {
        assertThatThrownBy(() -> new Candidate(UNPAIRED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("baton.candidate-id", "unpaired surrogate")
                .hasMessageNotContaining(UNPAIRED);
    }

    @Test
    void anUnpairedSurrogateInAnAttributeIsRefused() {
        assertThatThrownBy(() -> new Candidate("pod-7", Map.of("address", UNPAIRED)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("baton.attributes", "unpaired surrogate");
        assertThatThrownBy(() -> new Candidate("pod-7", Map.of(UNPAIRED, "10.0.0.7")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("baton.attributes", "unpaired surrogate");
    }

    @Test
    void attributesAreCountedInTheBytesThatTheyAreWrittenIn() {
        String half = "ü".repeat(16_000);
        assertThat(new Candidate("pod-7", Map.of("a", half, "b", half)).attributes())
                .hasSize(2);
        assertThatThrownBy(() -> new Candidate("pod-7", Map.of("a", half, "b", half, "c", half)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'pod-7'", "baton.attributes", "96003 bytes", "65536");
    }

    @Test
    void pairedSurrogatesAreText() {
        assertThat(new Candidate("pod-\uD83D\uDE00", Map.of("\uD83D\uDE00", "\uD83D\uDE00")).id())
                .isEqualTo("pod-\uD83D\uDE00");
    }
}
