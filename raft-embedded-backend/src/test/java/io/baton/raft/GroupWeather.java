// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import io.baton.testkit.simulation.Dice;
import io.baton.testkit.simulation.Fault;
import io.baton.testkit.simulation.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How messages fare between the members of a group, and between a group and its clients. */
final class GroupWeather {

    private static final long MICRO = 1_000;
    private static final List<Double> LIKELY = List.of(0.0, 0.01, 0.04, 0.12);

    private final World world;
    private final long typicalDelay;
    private final double lost;
    private final double late;
    private final double repeated;
    private final double slow;
    private final Map<Way, Long> blockedUntil = new HashMap<>();

    private record Way(String from, String to) {}

    GroupWeather(World world) {
        this.world = world;
        Dice dice = world.dice();
        typicalDelay = dice.mostlyNear(50 * MICRO, 3_000 * MICRO);
        lost = dice.pick(LIKELY);
        late = dice.pick(LIKELY);
        repeated = dice.pick(LIKELY);
        slow = dice.pick(LIKELY);
    }

    boolean loses() {
        return world.may(Fault.LOST_MESSAGES) && world.dice().chance(lost);
    }

    boolean makesLate() {
        return world.may(Fault.LATE_REQUESTS) && world.dice().chance(late);
    }

    boolean repeats() {
        return world.may(Fault.REPEATED_REQUESTS) && world.dice().chance(repeated);
    }

    boolean sendsSnapshot() {
        return world.may(Fault.CRASHES) && world.dice().chance(lost / 2);
    }

    boolean tellsLate() {
        return world.may(Fault.LATE_EVENTS) && world.dice().chance(slow);
    }

    /** How long a message is on its way. */
    long delay() {
        if (world.may(Fault.LATE_REQUESTS) && world.dice().chance(slow)) {
            return world.dice().mostlyNear(typicalDelay, world.lease() / 2);
        }
        return typicalDelay / 2 + world.dice().between(0, typicalDelay);
    }

    /** How late something is that nobody waits for any more. */
    long lateness() {
        return world.dice().between(0, 3 * world.lease());
    }

    /** Nothing goes from one process to the other for a while; the other direction is another matter. */
    void block(String from, String to, long duration) {
        blockedUntil.merge(new Way(from, to), world.now() + duration, Math::max);
    }

    boolean isBlocked(String from, String to) {
        return !from.equals(to) && blockedUntil.getOrDefault(new Way(from, to), 0L) > world.now();
    }

    void heal() {
        blockedUntil.clear();
    }
}
