// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final long START = -7_000_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Timeline timeline = new Timeline(new PrintStream(bytes, true, StandardCharsets.UTF_8), START);

    @Test
    void saysWhenItHappenedAndToWhichWorker() {
        timeline.at(START + 1_234_567_890L, "worker-1", "leads");
        timeline.at(START + 12_000_000_000L, "", "stops");
        assertEquals(
                List.of("    1.23 s  worker-1   leads", "   12.00 s             stops"),
                bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void fewMillisecondsHaveAFraction() {
        assertEquals("0.8 ms", Timeline.millis(812_345));
        assertEquals("14 ms", Timeline.millis(14_400_000));
        assertEquals("4213 ms", Timeline.millis(4_212_600_000L));
    }

    @Test
    void aTableIsLinedUp() {
        assertEquals(
                List.of("who       rows", "worker-1     7", "w           12"),
                Timeline.table(List.of(List.of("who ", "rows"), List.of("worker-1", "7"), List.of("w", "12"))));
    }
}
