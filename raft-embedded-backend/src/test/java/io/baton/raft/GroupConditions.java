// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.simulation.context.Fault;
import io.baton.testkit.simulation.context.SeededRandom;
import io.baton.testkit.simulation.context.SimulationContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How messages fare between the members of a group, and between a group and its clients. */
final class GroupConditions {

    private static final long MICRO = 1_000;
    private static final List<Double> LIKELY = List.of(0.0, 0.01, 0.04, 0.12);

    private final SimulationContext simulationContext;
    private final long typicalDelay;
    private final double lost;
    private final double late;
    private final double repeated;
    private final double slow;
    private final Map<Way, Long> blockedUntil = new HashMap<>();

    private record Way(String from, String to) {}

    GroupConditions(SimulationContext simulationContext) {
        this.simulationContext = simulationContext;
        SeededRandom seededRandom = simulationContext.random();
        typicalDelay = seededRandom.mostlyNear(50 * MICRO, 3_000 * MICRO);
        lost = seededRandom.pick(LIKELY);
        late = seededRandom.pick(LIKELY);
        repeated = seededRandom.pick(LIKELY);
        slow = seededRandom.pick(LIKELY);
    }

    boolean loses() {
        return simulationContext.may(Fault.LOST_MESSAGES)
                && simulationContext.random().chance(lost);
    }

    boolean makesLate() {
        return simulationContext.may(Fault.LATE_REQUESTS)
                && simulationContext.random().chance(late);
    }

    boolean repeats() {
        return simulationContext.may(Fault.REPEATED_REQUESTS)
                && simulationContext.random().chance(repeated);
    }

    boolean sendsSnapshot() {
        return simulationContext.may(Fault.CRASHES)
                && simulationContext.random().chance(lost / 2);
    }

    boolean tellsLate() {
        return simulationContext.may(Fault.LATE_EVENTS)
                && simulationContext.random().chance(slow);
    }

    /** How long a message is on its way. */
    long delay() {
        if (simulationContext.may(Fault.LATE_REQUESTS)
                && simulationContext.random().chance(slow)) {
            return simulationContext.random().mostlyNear(typicalDelay, simulationContext.lease() / 2);
        }
        return typicalDelay / 2 + simulationContext.random().between(0, typicalDelay);
    }

    /** How late an answer is that no caller waits for any more. */
    long lateness() {
        return simulationContext.random().between(0, 3 * simulationContext.lease());
    }

    /** Nothing goes from one process to the other for a while; the other direction is another matter. */
    void block(String from, String to, long duration) {
        blockedUntil.merge(new Way(from, to), simulationContext.now() + duration, Math::max);
    }

    boolean isBlocked(String from, String to) {
        return !from.equals(to) && blockedUntil.getOrDefault(new Way(from, to), 0L) > simulationContext.now();
    }

    void heal() {
        blockedUntil.clear();
    }
}
