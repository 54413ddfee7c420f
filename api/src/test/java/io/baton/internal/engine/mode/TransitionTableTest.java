// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.Step;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Every state and every input. */
class TransitionTableTest {

    @Test
    void theTableIsTheOneThatWasReviewed() throws IOException {
        GoldenTable.assertReviewed("transitions.txt", table());
    }

    private static String table() {
        StringBuilder out = new StringBuilder();
        Samples.states().forEach((state, before) -> {
            out.append("## ").append(state).append(": ").append(before).append('\n');
            out.append("candidacy ").append(before.hasCandidacy());
            out.append(", leads ").append(before.leads());
            out.append(", confirmed ").append(before.isConfirmed());
            out.append(", wakes at ").append(before.wakeAt()).append('\n');
            Samples.inputs().forEach((input, method) -> {
                Step step = method.apply(before, Samples.at(Samples.NOW));
                if (!step.equals(Step.to(before))) {
                    out.append(input).append("\n    -> ").append(step.next()).append('\n');
                    step.effects()
                            .forEach(effect ->
                                    out.append("       ! ").append(effect).append('\n'));
                }
            });
        });
        return shortened(out.toString());
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
