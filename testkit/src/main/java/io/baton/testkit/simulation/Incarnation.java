// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.Leadership;
import io.baton.internal.DefaultBaton;
import io.baton.internal.ElectionLoop;
import io.baton.internal.ElectionSettings;
import io.baton.internal.Settings;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionName;
import io.baton.spi.MonotonicClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A process from its start to its end: the real engine, turned by the simulation. */
final class Incarnation implements Life {

    private final World world;
    private final SimulatedProcess process;
    private final String name;
    private final ElectionLoop loop;
    private final DefaultBaton baton;
    private final Map<String, ElectorWatch> electors = new LinkedHashMap<>();
    private @Nullable BackendSession session;
    private long turnAt = Long.MAX_VALUE;
    private boolean closed;
    private boolean dead;

    Incarnation(World world, SimulatedProcess process, String name) {
        this.world = world;
        this.process = process;
        this.name = name;
        UnsteadyBackend backend = new UnsteadyBackend(world.store().backend(this), world, this);
        this.loop = new ElectionLoop(process.clock(), this::wake, backend::fraction);
        loop.onFailure(this::failed);
        this.baton = new DefaultBaton(backend, settings(), loop, this::callBack);
    }

    private void failed(Throwable failure) {
        if (!UnsteadyBackend.hasThrown(failure)) {
            world.referee().violated(name + " has failed: " + failure);
        }
    }

    private Settings settings() {
        Dice dice = world.dice();
        Duration lease = process.leaseDuration();
        Duration requestTimeout = lease.dividedBy(dice.between(2, 10));
        ElectorOptions options = ElectorOptions.DEFAULTS
                .withResignBackoff(lease.dividedBy(dice.between(1, 8)))
                .withDrainTimeout(
                        lease.dividedBy(dice.between(1, 4)),
                        dice.pick(List.of(ElectorOptions.OnDrainTimeout.values())));
        return new Settings(
                lease, requestTimeout, requestTimeout, false, 0.01, new Candidate(name), ElectionSettings.of(options));
    }

    void begin() {
        world.trace(name, () -> "starts");
        process.elections().forEach(this::stand);
    }

    /** Makes and starts an elector, unless there is one that has not ended. */
    void stand(String election) {
        ElectorWatch known = electors.get(election);
        if (known != null && !known.hasClosed()) {
            return;
        }
        try {
            ElectorWatch elector = new ElectorWatch(world, this, baton.elector(election));
            electors.put(election, elector);
            elector.start();
        } catch (IllegalStateException stillClosing) {
            world.trace(name, () -> "still closes its elector of " + election);
        }
    }

    List<ElectorWatch> electors() {
        return List.copyOf(electors.values());
    }

    boolean standsIn(String election) {
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

    Network network() {
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

    void raiseFloor(String election, long atLeast) {
        BackendSession open = session;
        if (open != null) {
            world.trace(name, () -> "raises the floor of " + election + " to " + atLeast);
            var unused = open.raiseTokenFloor(new ElectionName(election), atLeast);
        }
    }

    void forget(String election) {
        BackendSession open = session;
        if (open != null) {
            world.trace(name, () -> "asks to forget " + election);
            var unused = open.forget(new ElectionName(election));
        }
    }

    void close() {
        world.trace(name, () -> "closes");
        var unused = baton.beginClose().whenComplete((done, failure) -> closed = true);
    }

    boolean hasClosed() {
        return closed;
    }

    void die() {
        world.trace(name, () -> "dies");
        dead = true;
        world.referee().died(this);
    }

    @Override
    public boolean isDead() {
        return dead;
    }

    @Override
    public void after(long delay, Runnable step) {
        world.timeline().after(delay, () -> unlessPaused(step));
    }

    private void unlessPaused(Runnable step) {
        if (dead) {
            return;
        }
        if (process.pausedUntil() > world.timeline().now()) {
            long resumed = process.pausedUntil() - world.timeline().now();
            after(resumed, step);
            return;
        }
        world.act(step);
    }

    private void callBack(Runnable call) {
        after(world.weather().latency(), call);
    }

    private void wake() {
        turnBy(world.timeline().now() + world.weather().latency());
    }

    private void turnBy(long moment) {
        if (moment < turnAt) {
            turnAt = moment;
            world.timeline().at(moment, () -> {
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
            turnBy(Math.max(process.clock().moment(next), world.timeline().now())
                    + world.weather().latency());
        }
    }

    private void look() {
        for (ElectorWatch elector : electors.values()) {
            if (world.referee().asks(elector.election())) {
                Optional<Leadership> held = world.observe(elector::leadership);
                held.ifPresent(leadership -> world.referee().sees(this, leadership));
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
