// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.process;

import io.baton.testkit.simulation.context.Fault;
import io.baton.testkit.simulation.context.SeededRandom;
import io.baton.testkit.simulation.context.SimulationContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One process: a clock, a network, and one life after another. */
public final class SimulatedProcess {

    private final SimulationContext simulationContext;
    private final String name;
    private final List<String> elections;
    private final ProcessClock clock;
    private final Network network;
    private final Duration leaseDuration;
    private Optional<Incarnation> life = Optional.empty();
    private int lives;
    private long pausedUntil;
    private boolean stopped;

    public SimulatedProcess(SimulationContext simulationContext, String name, List<String> elections) {
        this.simulationContext = simulationContext;
        this.name = name;
        this.elections = List.copyOf(elections);
        SeededRandom seededRandom = simulationContext.random();
        long error = simulationContext.may(Fault.CLOCK_RATES)
                ? simulationContext.rules().clockRateError()
                : 0;
        this.clock = new ProcessClock(
                simulationContext, seededRandom.between(0, 3_600_000_000_000L), seededRandom.between(-error, error));
        this.network = new Network(simulationContext);
        double[] factors = {1, 1, 0.5, 2};
        double factor = simulationContext.may(Fault.LEASE_DURATIONS) ? factors[(int) seededRandom.between(0, 3)] : 1;
        this.leaseDuration = Duration.ofNanos((long) (simulationContext.lease() * factor));
    }

    ProcessClock clock() {
        return clock;
    }

    public Network network() {
        return network;
    }

    Duration leaseDuration() {
        return leaseDuration;
    }

    public List<String> elections() {
        return elections;
    }

    public Optional<Incarnation> life() {
        return life;
    }

    long pausedUntil() {
        return pausedUntil;
    }

    /** Begins to live, unless it does. */
    public void start() {
        if (life.isEmpty() && !stopped) {
            Incarnation born = new Incarnation(simulationContext, this, name + (lives == 0 ? "" : "'" + lives));
            lives++;
            life = Optional.of(born);
            born.begin();
        }
    }

    /** Dies without a word. */
    public void kill() {
        life.ifPresent(Incarnation::die);
        life = Optional.empty();
    }

    public void pause(long duration) {
        pausedUntil = Math.max(pausedUntil, simulationContext.time().now() + duration);
    }

    public void resume() {
        pausedUntil = Math.min(pausedUntil, simulationContext.time().now());
    }

    /** Whether it stands in elections, and does not only serve those that do. */
    public boolean stands() {
        return !elections.isEmpty();
    }

    /** Whether it lives or may come back. */
    public boolean mayLive() {
        return !stopped;
    }

    /** Does not come back any more. */
    public void stop() {
        stopped = true;
    }

    @Override
    public String toString() {
        return name;
    }
}
