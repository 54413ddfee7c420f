// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation.process;

import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.Leadership;
import io.baton.internal.DefaultBaton;
import io.baton.internal.config.ElectionSettings;
import io.baton.internal.config.Settings;
import io.baton.internal.loop.ElectionLoop;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import io.baton.testkit.simulation.context.ProcessContext;
import io.baton.testkit.simulation.context.SeededRandom;
import io.baton.testkit.simulation.context.SimulationContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process from its start to its end: the real engine, turned by the simulation. */
public final class Incarnation implements ProcessContext {

    private final SimulationContext simulationContext;
    private final SimulatedProcess process;
    private final String name;
    private final ElectionLoop loop;
    private final DefaultBaton baton;
    private final Map<String, ElectorWatch> electors = new LinkedHashMap<>();
    private @Nullable BackendSession session;
    private long turnAt = Long.MAX_VALUE;
    private boolean closed;
    private boolean dead;

    Incarnation(SimulationContext simulationContext, SimulatedProcess process, String name) {
        this.simulationContext = simulationContext;
        this.process = process;
        this.name = name;
        UnsteadyBackend backend = new UnsteadyBackend(simulationContext.store().backend(this), simulationContext, this);
        this.loop = new ElectionLoop(process.clock(), this::wake, backend::fraction);
        loop.onFailure(this::failed);
        this.baton = new DefaultBaton(backend, settings(), loop, this::callBack);
    }

    private void failed(Throwable failure) {
        if (!UnsteadyBackend.hasThrown(failure)) {
            simulationContext.invariants().violated(name + " has failed: " + failure);
        }
    }

    private Settings settings() {
        SeededRandom seededRandom = simulationContext.random();
        Duration lease = process.leaseDuration();
        Duration requestTimeout = lease.dividedBy(seededRandom.between(2, 10));
        ElectorOptions options = ElectorOptions.DEFAULTS
                .withResignBackoff(lease.dividedBy(seededRandom.between(1, 8)))
                .withDrainTimeout(
                        lease.dividedBy(seededRandom.between(1, 4)),
                        seededRandom.pick(List.of(ElectorOptions.OnDrainTimeout.values())));
        return new Settings(
                lease, requestTimeout, requestTimeout, false, 0.01, new Candidate(name), ElectionSettings.of(options));
    }

    void begin() {
        simulationContext.trace(name, () -> "starts");
        process.elections().forEach(this::stand);
    }

    /** Makes and starts an elector, unless there is one that has not ended. */
    public void stand(String election) {
        ElectorWatch known = electors.get(election);
        if (known != null && !known.hasClosed()) {
            return;
        }
        try {
            ElectorWatch elector = new ElectorWatch(simulationContext, this, baton.elector(election));
            electors.put(election, elector);
            elector.start();
        } catch (IllegalStateException stillClosing) {
            simulationContext.trace(name, () -> "still closes its elector of " + election);
        }
    }

    public List<ElectorWatch> electors() {
        return List.copyOf(electors.values());
    }

    public boolean standsIn(String election) {
        ElectorWatch elector = electors.get(election);
        return !dead && elector != null && !elector.hasClosed();
    }

    boolean keepsPlaceForWork() {
        return baton.options().onDrainTimeout() == ElectorOptions.OnDrainTimeout.KEEP;
    }

    @Override
    public void opened(BackendSession opened) {
        session = opened;
    }

    @Override
    public String process() {
        return process.toString();
    }

    @Override
    public MonotonicClock clock() {
        return process.clock();
    }

    public Network network() {
        return process.network();
    }

    @Override
    public boolean isCutOff() {
        return process.network().isCut();
    }

    @Override
    public void cutOff(long duration) {
        process.network().cutOffEntirely(duration);
    }

    @Override
    public void pause(long duration) {
        process.pause(duration);
    }

    public void raiseFloor(String election, long atLeast) {
        BackendSession open = session;
        if (open != null) {
            simulationContext.trace(name, () -> "raises the floor of " + election + " to " + atLeast);
            var unused = open.raiseTokenFloor(new ElectionName(election), atLeast);
        }
    }

    public void forget(String election) {
        BackendSession open = session;
        if (open != null) {
            simulationContext.trace(name, () -> "asks to forget " + election);
            var unused = open.forget(new ElectionName(election));
        }
    }

    public void close() {
        simulationContext.trace(name, () -> "closes");
        var unused = baton.beginClose().whenComplete((done, failure) -> closed = true);
    }

    public boolean hasClosed() {
        return closed;
    }

    void die() {
        simulationContext.trace(name, () -> "dies");
        dead = true;
        simulationContext.invariants().died(this);
    }

    @Override
    public boolean isDead() {
        return dead;
    }

    @Override
    public void after(long delay, Runnable step) {
        simulationContext.time().after(delay, () -> unlessPaused(step));
    }

    private void unlessPaused(Runnable step) {
        if (dead) {
            return;
        }
        if (process.pausedUntil() > simulationContext.time().now()) {
            long resumed = process.pausedUntil() - simulationContext.time().now();
            after(resumed, step);
            return;
        }
        simulationContext.act(step);
    }

    private void callBack(Runnable call) {
        after(simulationContext.conditions().latency(), call);
    }

    private void wake() {
        turnBy(simulationContext.time().now() + simulationContext.conditions().latency());
    }

    private void turnBy(long moment) {
        if (moment < turnAt) {
            turnAt = moment;
            simulationContext.time().at(moment, () -> {
                if (turnAt == moment) {
                    unlessPaused(this::turn);
                }
            });
        }
    }

    private void turn() {
        turnAt = Long.MAX_VALUE;
        long next = loop.turn();
        look();
        if (next != Long.MAX_VALUE) {
            turnBy(Math.max(
                            process.clock().moment(next),
                            simulationContext.time().now())
                    + simulationContext.conditions().latency());
        }
    }

    private void look() {
        for (ElectorWatch elector : electors.values()) {
            if (simulationContext.invariants().asks(elector.election())) {
                Optional<Leadership> held = simulationContext.observe(elector::leadership);
                held.ifPresent(leadership -> simulationContext.invariants().sees(this, leadership));
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
