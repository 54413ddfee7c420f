// SPDX-License-Identifier: Apache-2.0
package io.baton.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckCollectorTest {

    private static final Duration LEASE = Duration.ofSeconds(10);

    private final ManualStrand carrier = new ManualStrand();
    private final List<List<String>> sent = new ArrayList<>();
    private final CheckCollector<String> collector =
            new CheckCollector<>(new Strand(carrier, CheckCollectorTest::fault), LEASE, 3, sent::add);

    private static void fault(Throwable fault) {
        throw new AssertionError(fault);
    }

    @Test
    void aCheckGoesAfterATenthOfTheLeaseWithThoseThatCameMeanwhile() {
        collector.add("a");
        carrier.advance(Duration.ofMillis(999));
        collector.add("b");
        assertThat(sent).isEmpty();
        carrier.advance(Duration.ofMillis(1));
        assertThat(sent).containsExactly(List.of("a", "b"));
        carrier.advance(LEASE);
        assertThat(sent).hasSize(1);
    }

    @Test
    void asManyAsFitOneRequestGoAtOnce() {
        List.of("a", "b", "c", "d").forEach(collector::add);
        assertThat(sent).containsExactly(List.of("a", "b", "c"));
        carrier.advance(LEASE);
        assertThat(sent).containsExactly(List.of("a", "b", "c"), List.of("d"));
    }

    @Test
    void aCheckThatWaitsIsNotAskedForTwice() {
        List.of("a", "a", "a", "a").forEach(collector::add);
        carrier.advance(LEASE);
        collector.add("a");
        carrier.advance(LEASE);
        assertThat(sent).containsExactly(List.of("a"), List.of("a"));
    }
}
