// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Every state and every input, as a table that is checked in: a change of behaviour is a change of that file, to be read in
 * review. {@code -Dbaton.rewrite=true} writes it anew.
 */
class TransitionTableTest {

    private static final String FILE = "transitions.txt";

    @Test
    void theTableIsTheOneThatWasReviewed() throws IOException {
        String table = table();
        if (Boolean.getBoolean("baton.rewrite")) {
            Files.writeString(Path.of("src/test/resources/io/baton/internal/engine", FILE), table);
        }
        assertThat(table).isEqualTo(checkedIn());
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
                .replace("Standing[orderValue=70, ", "[70, ");
    }

    private static String checkedIn() throws IOException {
        try (InputStream in = Objects.requireNonNull(TransitionTableTest.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
