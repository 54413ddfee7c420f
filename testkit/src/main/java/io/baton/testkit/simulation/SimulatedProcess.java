// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One process: a clock, a network, and one life after another. */
final class SimulatedProcess {

    private final World world;
    private final String name;
    private final List<String> elections;
    private final ProcessClock clock;
    private final Network network;
    private final Duration leaseDuration;
    private Optional<Incarnation> life = Optional.empty();
    private int lives;
    private long pausedUntil;
    private boolean stopped;

    SimulatedProcess(World world, String name, List<String> elections) {
        this.world = world;
        this.name = name;
        this.elections = List.copyOf(elections);
        Dice dice = world.dice();
        long error = world.may(Fault.CLOCK_RATES) ? world.conduct().clockRateError() : 0;
        this.clock = new ProcessClock(world, dice.between(0, 3_600_000_000_000L), dice.between(-error, error));
        this.network = new Network(world);
        double[] factors = {1, 1, 0.5, 2};
        double factor = world.may(Fault.LEASE_DURATIONS) ? factors[(int) dice.between(0, 3)] : 1;
        this.leaseDuration = Duration.ofNanos((long) (world.lease() * factor));
    }

    ProcessClock clock() {
        return clock;
    }

    Network network() {
        return network;
    }

    Duration leaseDuration() {
        return leaseDuration;
    }

    List<String> elections() {
        return elections;
    }

    Optional<Incarnation> life() {
        return life;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /** Begins to live, unless it does. */
    void start() {
        if (life.isEmpty() && !stopped) {
            Incarnation born = new Incarnation(world, this, name + (lives == 0 ? "" : "'" + lives));
            lives++;
            life = Optional.of(born);
            born.begin();
        }
    }

    /** Dies without a word. */
    void kill() {
        life.ifPresent(Incarnation::die);
        life = Optional.empty();
    }

    void pause(long duration) {
        pausedUntil = Math.max(pausedUntil, world.timeline().now() + duration);
    }

    void resume() {
        pausedUntil = Math.min(pausedUntil, world.timeline().now());
    }

    /** Whether it stands in elections, and does not only serve those that do. */
    boolean stands() {
        return !elections.isEmpty();
    }

    /** Whether it lives or may come back. */
    boolean mayLive() {
        return !stopped;
    }

    /** Does not come back any more. */
    void stop() {
        stopped = true;
    }

    @Override
    public String toString() {
        return name;
    }
}
