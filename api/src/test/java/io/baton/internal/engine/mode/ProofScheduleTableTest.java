// SPDX-License-Identifier: Apache-2.0
package io.baton.internal.engine.mode;

import io.baton.internal.engine.ProofSchedule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every schedule of proofs and every input. Time is 1000 and the validity 240 unless a name says otherwise. */
class ProofScheduleTableTest {

    private static final long V = 240;
    private static final long NOW = 1000;
    private static final Idle OUT = new Idle(0);
    private static final Leading LED = new Leading(5000, Optional.empty());
    private static final Leading UNCONFIRMED =
            new Leading(5000, Optional.of(CandidacyCheck.asked(Samples.at(Samples.NOW))));

    @Test
    void theTableIsTheOneThatWasReviewed() throws IOException {
        GoldenFile.assertReviewed("proof-schedule.txt", table());
    }

    private static String table() {
        StringBuilder out = new StringBuilder();
        schedules().forEach((name, before) -> {
            out.append("## ").append(name).append(": ").append(before).append('\n');
            out.append("wanted ").append(before.isWanted());
            out.append(", silent since 950 ").append(before.isSilentSince(950));
            out.append(", asked at ").append(before.wakeAt(V)).append('\n');
            inputs().forEach((input, method) -> {
                String after = method.apply(before);
                if (!after.equals(before.toString())) {
                    out.append(input).append("\n    -> ").append(after).append('\n');
                }
            });
        });
        return out.toString()
                .replace(Long.toString(Long.MAX_VALUE), "never")
                .replace(Long.toString(Long.MIN_VALUE), "none");
    }

    private static Map<String, ProofSchedule> schedules() {
        ProofSchedule led = ProofSchedule.initial().changed(OUT, LED).began(900, V);
        ProofSchedule underWay = led.due(980, V).next();
        Map<String, ProofSchedule> all = new LinkedHashMap<>();
        all.put("nothing led", ProofSchedule.initial());
        all.put("led, proof due at 980", led);
        all.put("led, proof due at 1080", led.began(1000, V).proven(1000, 1000, V));
        all.put("led, to be found again", led.changed(OUT, UNCONFIRMED));
        all.put("proof under way since 980", underWay);
        all.put("proof under way, server left", underWay.due(1020, V).next());
        all.put("proof under way, nothing led", underWay.changed(LED, OUT));
        all.put("proof under way, to be found again", underWay.changed(LED, UNCONFIRMED));
        return all;
    }

    private static Map<String, Function<ProofSchedule, String>> inputs() {
        Map<String, Function<ProofSchedule, String>> all = new LinkedHashMap<>();
        for (long now : new long[] {979, 980, 1009, 1010, 1019, 1020, 1219, 1220}) {
            all.put("due at " + now, schedule -> told(schedule, schedule.due(now, V)));
        }
        all.put("opened", schedule -> schedule.opened().toString());
        all.put("one more led", schedule -> schedule.changed(OUT, LED).toString());
        all.put(
                "one more led, to be found again",
                schedule -> schedule.changed(OUT, UNCONFIRMED).toString());
        all.put("began, sent at 990", schedule -> schedule.began(990, V).toString());
        all.put("heard", schedule -> schedule.heard(NOW).toString());
        all.put("proven, sent at 985", schedule -> schedule.proven(985, NOW, V).toString());
        all.put("unproven", schedule -> schedule.unproven(NOW, 10).toString());
        all.put("fenced", schedule -> schedule.fenced(NOW).toString());
        return all;
    }

    private static String told(ProofSchedule before, ProofSchedule.Answer answer) {
        String due = answer.due() == ProofSchedule.Due.NOTHING ? "" : "\n       ! " + answer.due();
        return answer.next().equals(before) && due.isEmpty() ? before.toString() : answer.next() + due;
    }
}
