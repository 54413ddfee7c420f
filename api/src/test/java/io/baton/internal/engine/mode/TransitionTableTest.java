// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.internal.engine.ElectionState;
import io.baton.internal.engine.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state and every input, in one file for each mode. */
class TransitionTableTest {

    static Set<String> modes() {
        return Samples.states().keySet();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void theTableOfTheModeIsTheOneThatWasReviewed(String mode) throws IOException {
        GoldenFile.assertReviewed(
                "transitions/" + mode + ".txt",
                table(Objects.requireNonNull(Samples.states().get(mode))));
    }

    @Test
    void noOtherTablesAreLeft() throws IOException {
        assertThat(GoldenFile.names("transitions")).containsExactlyInAnyOrderElementsOf(modes());
    }

    private static String table(Map<String, ElectionState> states) {
        StringBuilder out = new StringBuilder();
        states.forEach((state, before) -> {
            out.append("## ").append(state).append(": ").append(before).append('\n');
            out.append("candidacy ").append(before.hasCandidacy());
            out.append(", leads ").append(before.leads());
            out.append(before.needsProofs() == before.leads() ? "" : ", needs proofs");
            out.append(", confirmed ").append(before.isConfirmed());
            out.append(", wakes at ").append(before.wakeAt()).append('\n');
            List<String> impossible = new ArrayList<>();
            Samples.inputs().forEach((input, method) -> {
                try {
                    out.append(line(input, before, method.apply(before, Samples.at(Samples.NOW))));
                } catch (AssertionError e) {
                    impossible.add(input);
                }
            });
            out.append(impossible.isEmpty() ? "" : "cannot come: " + String.join("; ", impossible) + "\n");
        });
        return shortened(out.toString());
    }

    private static String line(String input, ElectionState before, Step step) {
        if (step.equals(Step.to(before))) {
            return "";
        }
        StringBuilder out =
                new StringBuilder(input).append("\n    -> ").append(step.next()).append('\n');
        step.effects().forEach(effect -> out.append("       ! ").append(effect).append('\n'));
        return out.toString();
    }

    /** What is the same everywhere is left out, so that a reader sees what differs. */
    private static String shortened(String table) {
        return table.replace(Samples.floor().toString(), "FLOOR")
                .replace(Samples.neverHeld().toString(), "NEVER_HELD")
                .replace(Long.toString(Long.MAX_VALUE), "never")
                .replace("Optional.empty", "none")
                .replace("QueuePosition[orderValue=70, ", "[70, ");
    }
}
