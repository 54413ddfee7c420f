// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The same fault some times over: a few in the default build, where only safety is asserted strictly, all of them under
 * {@code -Pfaults}, where the bound in time is asserted too. Both print what they have measured.
 */
final class Series {

    private static final boolean FULL = Boolean.getBoolean("baton.faults");
    private static final int GENEROSITY = 10;

    private final String name;
    private final int rounds;
    private final Random random;
    private final List<Long> figures = new ArrayList<>();

    Series(String name, int shortRounds, int fullRounds) {
        this.name = name;
        rounds = FULL ? fullRounds : shortRounds;
        long seed = Long.getLong("baton.faults.seed", System.nanoTime());
        random = new Random(seed);
        System.out.println(name + ": begins, seed " + seed);
    }

    int rounds() {
        return rounds;
    }

    /** So that faults come in all phases of whatever is repeated. */
    Duration anyPartOf(Duration whole) {
        return Duration.ofNanos((long) (whole.toNanos() * random.nextDouble()));
    }

    /** The figure of one round. */
    void add(long nanos) {
        figures.add(nanos);
    }

    /** Tells something of a round. */
    void note(String what) {
        System.out.println(name + ": " + what);
    }

    /** Prints the figures, and finds no violation. */
    void conclude(String figure, OverlapCheck check) {
        note(this.figures.size() + " rounds, " + figure + " " + minMedianMax() + ", " + check);
        assertThat(check.violations()).isEmpty();
        assertThat(figures).hasSize(rounds);
    }

    /** Prints what was found, which has to be two leaders at a time. */
    void found(OverlapCheck check) {
        note("as expected, two led for " + check.overlap().toMillis() + " ms: " + check);
        assertThat(check.overlap()).isPositive();
    }

    /** Holds the figures to a bound in the full series, to ten times as much otherwise. */
    void assertWithin(Duration bound) {
        Duration asserted = FULL ? bound : bound.multipliedBy(GENEROSITY);
        assertThat(Duration.ofNanos(Collections.max(figures))).isLessThanOrEqualTo(asserted);
    }

    private String minMedianMax() {
        List<Long> sorted = figures.stream().sorted().toList();
        return millis(sorted.get(0)) + " / " + millis(sorted.get(sorted.size() / 2)) + " / "
                + millis(sorted.get(sorted.size() - 1)) + " ms (min / median / max)";
    }

    private static String millis(long nanos) {
        return Long.toString(Math.round(nanos / 1e6));
    }
}
