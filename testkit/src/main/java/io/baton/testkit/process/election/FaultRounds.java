// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.process.election;

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
public final class FaultRounds {

    private static final boolean FULL = Boolean.getBoolean("baton.faults");
    private static final int GENEROSITY = 10;

    private final String name;
    private final int rounds;
    private final Random random;
    private final List<Long> figures = new ArrayList<>();

    /**
     * @param shortRounds how often in the default build
     * @param fullRounds how often under {@code -Pfaults}
     */
    public FaultRounds(String name, int shortRounds, int fullRounds) {
        this.name = name;
        rounds = FULL ? fullRounds : shortRounds;
        long seed = Long.getLong("baton.faults.seed", System.nanoTime());
        random = new Random(seed);
        System.out.println(name + ": begins, seed " + seed);
    }

    /** How often. */
    public int rounds() {
        return rounds;
    }

    /** So that faults come in all phases of whatever is repeated. */
    public Duration anyPartOf(Duration whole) {
        return Duration.ofNanos((long) (whole.toNanos() * random.nextDouble()));
    }

    /** The figure of one round. */
    public void add(long nanos) {
        figures.add(nanos);
    }

    /** Tells something of a round. */
    public void note(String what) {
        System.out.println(name + ": " + what);
    }

    /** Prints the figures, and finds no violation. */
    public void conclude(String figure, OverlapCheck check) {
        conclude(figure, check.toString(), check.violations());
    }

    /** Prints the figures with an account of what was checked, and finds no violation. */
    public void conclude(String figure, String account, List<String> violations) {
        note(this.figures.size() + " rounds, " + figure + " " + minMedianMax() + ", " + account);
        assertThat(violations).isEmpty();
        assertThat(figures).hasSize(rounds);
    }

    /** Prints what was found, which has to be two leaders at a time. */
    public void found(OverlapCheck check) {
        note("as expected, two led for " + check.overlap().toMillis() + " ms: " + check);
        assertThat(check.overlap()).isPositive();
    }

    /** Holds the figures to a bound in the full series, to ten times as much otherwise. */
    public void assertWithin(Duration bound) {
        Duration asserted = FULL ? bound : bound.multipliedBy(GENEROSITY);
        assertThat(Duration.ofNanos(Collections.max(figures))).isLessThanOrEqualTo(asserted);
    }

    /** Holds what went wrong to a bound in the full series; otherwise a busy machine may do anything that is safe. */
    public void assertRarely(long times, long most) {
        if (FULL) {
            assertThat(times).as(name).isLessThanOrEqualTo(most);
        }
    }

    /** Holds the median and the 99th percentile to bounds in the full series; prints the latter always. */
    public void assertMostly(Duration median, Duration percentile) {
        List<Long> sorted = figures.stream().sorted().toList();
        long high = sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
        note("p99 " + millis(high) + " ms");
        if (FULL) {
            assertThat(Duration.ofNanos(sorted.get(sorted.size() / 2))).isLessThanOrEqualTo(median);
            assertThat(Duration.ofNanos(high)).isLessThanOrEqualTo(percentile);
        }
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
