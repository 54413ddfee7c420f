// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.chaos;

import io.baton.testkit.chaos.record.RunTiming;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long everything lasts: short forms run in the default build, where a busy machine may take ten times the promised
 * time; long forms under {@code -Pfaults}, where the promised time itself is asserted.
 *
 * @param lease of the candidates' sessions
 * @param total for how long faults are begun
 * @param leastHeld how long a fault lasts at least
 * @param mostHeld how long a fault lasts at most
 */
public record ChaosTiming(Duration lease, Duration total, Duration leastHeld, Duration mostHeld) {

    /** Whether this is the long form. */
    public static final boolean FULL = Boolean.getBoolean("baton.faults");

    private static final int GENEROSITY = 10;

    /** Two minutes, with faults that last up to a lease; or 30 minutes, with faults that last up to three. */
    public static ChaosTiming of(Duration shortLease, Duration longLease) {
        return FULL
                ? new ChaosTiming(
                        longLease, total(Duration.ofMinutes(30)), longLease.dividedBy(2), longLease.multipliedBy(3))
                : new ChaosTiming(shortLease, total(Duration.ofMinutes(2)), shortLease.dividedBy(2), shortLease);
    }

    /** The time in which there is a leader again. */
    public Duration promised() {
        return lease.multipliedBy(2);
    }

    /** What is asserted of something that is promised within a time. */
    public static Duration asserted(Duration promised) {
        return FULL ? promised : promised.multipliedBy(GENEROSITY);
    }

    /** After that time a leadership that is still held was proven since. */
    public Duration proof() {
        return lease.dividedBy(2).plusMillis(50);
    }

    /** As a record of the run has it. */
    RunTiming told() {
        return new RunTiming(lease, total, leastHeld, mostHeld, promised(), asserted(promised()));
    }

    private static Duration total(Duration otherwise) {
        long minutes = Long.getLong("baton.chaos.minutes", otherwise.toMinutes());
        return Duration.ofSeconds(Long.getLong("baton.chaos.seconds", TimeUnit.MINUTES.toSeconds(minutes)));
    }
}
