// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.context;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a simulation is about. Which faults come when, and how hard, is drawn from the seed.
 *
 * @param mostProcesses the largest number of processes, at least two
 * @param mostElections the largest number of elections that each of them may stand in
 * @param leaseDuration what processes ask for; shorter and longer ones under {@link Fault#LEASE_DURATIONS}
 * @param turmoil how long the faults go on
 * @param recovery within what time after the last fault every election has to have its one leader
 * @param faults what may happen
 */
public record Scenario(
        int mostProcesses,
        int mostElections,
        Duration leaseDuration,
        Duration turmoil,
        Duration recovery,
        Set<Fault> faults) {

    public Scenario {
        faults = Set.copyOf(faults);
    }

    /** Two to four processes, up to three elections, and every fault. */
    public static Scenario hostile() {
        return new Scenario(
                4, 3, Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofSeconds(30), EnumSet.allOf(Fault.class));
    }

    /** The same with only those faults that make a leader the last to learn of its end. */
    public static Scenario treacherous() {
        return hostile()
                .with(EnumSet.of(
                        Fault.CUTS,
                        Fault.LATE_REQUESTS,
                        Fault.LATE_EVENTS,
                        Fault.WRONG_EXPIRY,
                        Fault.DELETIONS,
                        Fault.CLOCK_RATES));
    }

    /** The same without any fault. */
    public static Scenario calm() {
        return hostile().with(Set.of());
    }

    /** The same with other faults. */
    public Scenario with(Set<Fault> others) {
        return new Scenario(mostProcesses, mostElections, leaseDuration, turmoil, recovery, others);
    }

    public boolean has(Fault fault) {
        return faults.contains(fault);
    }
}
