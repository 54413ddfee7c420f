// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.Candidate;
import io.baton.spi.ElectionName;
import io.baton.spi.Electorate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what goes wrong when. Prefers leaders. */
final class Adversary {

    private final World world;
    private final List<SimulatedProcess> processes;
    private final List<String> elections;
    private final List<Runnable> tricks = new ArrayList<>();
    private final long typicalRest;

    Adversary(World world, List<SimulatedProcess> processes, List<String> elections) {
        this.world = world;
        this.processes = processes;
        this.elections = elections;
        this.typicalRest = world.dice().between(world.lease() / 10, world.lease());
        learn(Fault.PAUSES, this::pause);
        learn(Fault.CRASHES, this::crash);
        learn(Fault.CUTS, this::cut);
        learn(Fault.LATE_EVENTS, this::holdEvents);
        learn(Fault.WRONG_EXPIRY, this::expire);
        learn(Fault.DELETIONS, this::delete);
        learn(Fault.WRONG_EXPIRY, this::removeUnnoticed);
        learn(Fault.DELETIONS, this::removeUnnoticed);
        learn(Fault.RAISED_FLOORS, this::raiseFloor);
        learn(Fault.FORGOTTEN_ELECTIONS, this::forget);
        learn(Fault.RESIGNATIONS, this::resign);
    }

    private void learn(Fault fault, Runnable trick) {
        if (world.scenario().has(fault)) {
            tricks.add(trick);
        }
    }

    void begin() {
        if (world.store() instanceof MemoryModel memory) {
            Ambush ambush = new Ambush(world, memory, this, processes);
            memory.watchedBy(ambush::sent, ambush::executed);
        }
        world.store().begin();
        if (!tricks.isEmpty()) {
            world.timeline().after(rest(), this::act);
        }
    }

    /** Mends everything that it has broken, except the dead that are to stay dead. */
    void end() {
        for (SimulatedProcess process : processes) {
            process.network().heal();
            process.resume();
            process.start();
            process.life().ifPresent(life -> process.elections().forEach(life::stand));
        }
        world.store().heal();
    }

    private void act() {
        if (world.isCalm()) {
            return;
        }
        world.dice().pick(tricks).run();
        world.timeline().after(rest(), this::act);
    }

    private long rest() {
        return world.dice().mostlyNear(typicalRest / 10, 3 * typicalRest);
    }

    private void pause() {
        pause(someProcess());
    }

    private void pause(SimulatedProcess process) {
        long duration = someDuration();
        world.trace(process.toString(), () -> "is paused for " + duration / 1_000_000 + " ms");
        process.pause(duration);
    }

    private void crash() {
        SimulatedProcess process = someProcess();
        process.kill();
        if (world.dice().chance(0.1)
                && processes.stream().anyMatch(other -> other.stands() && other.mayLive() && other != process)
                && world.store().canDoWithout(process.toString())) {
            process.stop();
        }
        world.timeline().after(world.dice().mostlyNear(0, 2 * world.lease()), process::start);
    }

    private void cut() {
        cut(someProcess());
    }

    private void cut(SimulatedProcess process) {
        long duration = someDuration();
        boolean seen = world.dice().chance(0.3);
        world.trace(
                process.toString(),
                () -> "is cut off for " + duration / 1_000_000 + " ms" + (seen ? " and sees it" : ""));
        if (seen) {
            process.network().breakVisibly(duration);
        } else {
            process.network().cut(duration);
        }
    }

    private void holdEvents() {
        holdEvents(someProcess());
    }

    void holdEvents(SimulatedProcess process) {
        long duration = someDuration();
        world.trace(process.toString(), () -> "hears no events for " + duration / 1_000_000 + " ms");
        process.network().holdEvents(duration);
    }

    private void expire() {
        List<String> sessions = world.store().sessions();
        if (!sessions.isEmpty()) {
            world.store().expire(world.dice().pick(sessions));
        }
    }

    private void delete() {
        ElectionName election = new ElectionName(world.dice().pick(elections));
        somePlace(election).ifPresent(place -> delete(election, place.orderValue()));
    }

    private void delete(ElectionName election, long orderValue) {
        world.trace("store", () -> "candidacy " + orderValue + " of " + election + " is deleted by hand");
        world.store().delete(election, orderValue);
    }

    /** What elects two leaders where deadlines trust the store: the leader goes, and is the last to learn it. */
    private void removeUnnoticed() {
        ElectionName election = new ElectionName(world.dice().pick(elections));
        Optional<Electorate.Place> place = somePlace(election);
        Optional<SimulatedProcess> owner =
                place.map(Electorate.Place::candidate).flatMap(this::processOf);
        if (owner.isEmpty()) {
            return;
        }
        isolate(owner.get());
        removeSoon(election, place.orElseThrow().orderValue());
    }

    private void isolate(SimulatedProcess process) {
        switch ((int) world.dice().between(0, 4)) {
            case 0 -> cut(process);
            case 1 -> pause(process);
            case 2 -> slow(process);
            default -> holdEvents(process);
        }
    }

    void removeSoon(ElectionName election, long orderValue) {
        boolean alone = world.dice().chance(0.6);
        world.timeline().after(world.dice().mostlyNear(0, world.lease()), () -> remove(election, orderValue, alone));
    }

    void slow(SimulatedProcess process) {
        long duration = someDuration();
        world.trace(process.toString(), () -> "has a slow network for " + duration / 1_000_000 + " ms");
        process.network().slow(duration);
    }

    /** Deletes a candidacy by hand, alone or with its whole session. */
    void remove(ElectionName election, long orderValue, boolean alone) {
        if (alone && world.may(Fault.DELETIONS)) {
            delete(election, orderValue);
        } else if (world.may(Fault.WRONG_EXPIRY)) {
            world.store().sessionOf(election, orderValue).ifPresent(world.store()::expire);
        }
    }

    private void raiseFloor() {
        String election = world.dice().pick(elections);
        long floor = world.store().electorate(new ElectionName(election)).floor();
        long atLeast = floor + world.dice().mostlyNear(1, 1_000);
        someProcess().life().ifPresent(life -> life.raiseFloor(election, atLeast));
    }

    private void forget() {
        String election = world.dice().pick(elections);
        someProcess().life().ifPresent(life -> life.forget(election));
    }

    private void resign() {
        Optional<Incarnation> life = someProcess().life();
        if (life.isEmpty() || life.get().electors().isEmpty()) {
            return;
        }
        ElectorWatch elector = world.dice().pick(life.get().electors());
        if (world.dice().chance(0.6)) {
            elector.resign();
        } else if (!elector.hasClosed()) {
            elector.close();
            world.timeline()
                    .after(
                            world.dice().mostlyNear(0, world.lease()),
                            () -> life.get().stand(elector.election()));
        }
    }

    private SimulatedProcess someProcess() {
        Optional<SimulatedProcess> leader = somePlace(
                        new ElectionName(world.dice().pick(elections)))
                .map(Electorate.Place::candidate)
                .flatMap(this::processOf);
        return leader.isPresent() && world.dice().chance(0.7)
                ? leader.get()
                : world.dice().pick(processes);
    }

    private Optional<Electorate.Place> somePlace(ElectionName election) {
        List<Electorate.Place> queue = world.store().electorate(election).queue();
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                world.dice().chance(0.8) ? queue.get(0) : world.dice().pick(queue));
    }

    private Optional<SimulatedProcess> processOf(Candidate candidate) {
        return processes.stream()
                .filter(process -> process.life()
                        .filter(life -> life.toString().equals(candidate.id()))
                        .isPresent())
                .findFirst();
    }

    private long someDuration() {
        return world.dice().chance(0.8)
                ? world.dice().between(world.lease() / 50, world.lease())
                : world.dice().between(world.lease() / 50, 3 * world.lease());
    }
}
