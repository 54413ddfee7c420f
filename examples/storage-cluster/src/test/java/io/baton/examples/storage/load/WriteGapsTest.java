// SPDX-License-Identifier: Apache-2.0
package io.baton.examples.storage.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.examples.storage.load.LeaderFault.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WriteGapsTest {

    private static final List<LeaderFault> FAULTS =
            List.of(fault(Kind.KILL, 100), fault(Kind.FREEZE, 200), fault(Kind.KILL, 300));

    @Test
    void aGapBeginsWithTheLastWriteBeforeTheFault() {
        assertThat(gaps(Kind.FREEZE, 90, 110, 195, 270, 280, 310)).containsExactly(Duration.ofMillis(75));
    }

    @Test
    void aWriteThatWasUnderWayDoesNotEndTheGap() {
        assertThat(gaps(Kind.KILL, 90, 101, 160, 195, 210, 290, 302, 350))
                .containsExactly(Duration.ofMillis(59), Duration.ofMillis(48));
    }

    @Test
    void aGapThatOutlastsTheNextFaultIsCountedWhole() {
        assertThat(gaps(Kind.KILL, 90, 250, 310)).containsExactly(Duration.ofMillis(160), Duration.ofMillis(60));
    }

    @Test
    void withoutAFaultThereIsNoGap() {
        assertThat(WriteGaps.of(Kind.KILL, List.of(), List.of()).toString()).isEqualTo("none");
    }

    @Test
    void minimumMedianAndMaximumArePrintedWithEachFigure() {
        WriteGaps gaps = new WriteGaps(List.of(Duration.ofMillis(30), Duration.ofMillis(10), Duration.ofMillis(20)));
        assertThat(gaps.toString()).isEqualTo("10 / 20 / 30 ms (min / median / max); each: 30 10 20");
    }

    private static List<Duration> gaps(Kind kind, long... answers) {
        List<AcknowledgedWrite> acknowledged = LongStream.of(answers)
                .mapToObj(millis -> new AcknowledgedWrite("k", "v", millis, nanos(millis), 1, false))
                .toList();
        return WriteGaps.of(kind, FAULTS, acknowledged).gaps();
    }

    private static LeaderFault fault(Kind kind, long millis) {
        return new LeaderFault(kind, "storage-1", nanos(millis));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
