// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.process.election.WorkerMessage.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackCheckTest {

    private static WorkerMessage told(Kind kind, long token) {
        return WorkerMessage.now(kind, token, "");
    }

    private static List<String> wrong(WorkerMessage... lines) {
        return CallbackCheck.of("a", List.of(lines));
    }

    @Test
    void aBeginAndItsEndByTurnsAreRight() {
        assertThat(wrong(told(Kind.ELECTED, 3), told(Kind.LOST, 3), told(Kind.REFUSED, 0), told(Kind.ELECTED, 7)))
                .isEmpty();
    }

    @Test
    void anEndThatWasNotToldIsFound() {
        assertThat(wrong(told(Kind.ELECTED, 3), told(Kind.ELECTED, 7)))
                .containsExactly("a was told that it leads with token 7 after 3, whose end it was not told");
    }

    @Test
    void anEndThatIsToldTwiceIsFound() {
        assertThat(wrong(told(Kind.ELECTED, 3), told(Kind.LOST, 3), told(Kind.LOST, 3)))
                .containsExactly("a was told of the end of token 3 while it did not lead");
    }

    @Test
    void theEndOfAnotherLeadershipIsFound() {
        assertThat(wrong(told(Kind.ELECTED, 7), told(Kind.LOST, 3)))
                .containsExactly("a was told of the end of token 3 while it led with 7");
    }

    @Test
    void aTokenThatDoesNotGrowIsFound() {
        assertThat(wrong(told(Kind.ELECTED, 7), told(Kind.LOST, 7), told(Kind.ELECTED, 7)))
                .containsExactly("a was told that it leads with token 7 after 7");
    }

    @Test
    void nothingIsSaidOfAProcessWithoutMemory() {
        assertThat(wrong(told(Kind.LOST, 3), told(Kind.EXHAUSTED, 0))).isEmpty();
    }
}
