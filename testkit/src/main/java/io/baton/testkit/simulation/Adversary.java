// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.Candidate;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.testkit.simulation.context.Fault;
import io.baton.testkit.simulation.context.SimulationContext;
import io.baton.testkit.simulation.process.ElectorWatch;
import io.baton.testkit.simulation.process.Incarnation;
import io.baton.testkit.simulation.process.SimulatedProcess;
import io.baton.testkit.simulation.store.InMemoryStoreModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what goes wrong when. Prefers leaders. */
final class Adversary {

    private final SimulationContext simulationContext;
    private final List<SimulatedProcess> processes;
    private final List<String> elections;
    private final List<Runnable> tricks = new ArrayList<>();
    private final long typicalRest;

    Adversary(SimulationContext simulationContext, List<SimulatedProcess> processes, List<String> elections) {
        this.simulationContext = simulationContext;
        this.processes = processes;
        this.elections = elections;
        this.typicalRest =
                simulationContext.random().between(simulationContext.lease() / 10, simulationContext.lease());
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
        if (simulationContext.scenario().has(fault)) {
            tricks.add(trick);
        }
    }

    void begin() {
        if (simulationContext.store() instanceof InMemoryStoreModel memory) {
            TargetedFaults targetedFaults = new TargetedFaults(simulationContext, memory, this, processes);
            memory.watchedBy(targetedFaults::sent, targetedFaults::executed);
        }
        simulationContext.store().begin();
        if (!tricks.isEmpty()) {
            simulationContext.time().after(rest(), this::act);
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
        simulationContext.store().heal();
    }

    private void act() {
        if (simulationContext.isCalm()) {
            return;
        }
        simulationContext.random().pick(tricks).run();
        simulationContext.time().after(rest(), this::act);
    }

    private long rest() {
        return simulationContext.random().mostlyNear(typicalRest / 10, 3 * typicalRest);
    }

    private void pause() {
        pause(someProcess());
    }

    private void pause(SimulatedProcess process) {
        long duration = someDuration();
        simulationContext.trace(process.toString(), () -> "is paused for " + duration / 1_000_000 + " ms");
        process.pause(duration);
    }

    private void crash() {
        SimulatedProcess process = someProcess();
        process.kill();
        if (simulationContext.random().chance(0.1)
                && processes.stream().anyMatch(other -> other.stands() && other.mayLive() && other != process)
                && simulationContext.store().canDoWithout(process.toString())) {
            process.stop();
        }
        simulationContext
                .time()
                .after(simulationContext.random().mostlyNear(0, 2 * simulationContext.lease()), process::start);
    }

    private void cut() {
        cut(someProcess());
    }

    private void cut(SimulatedProcess process) {
        long duration = someDuration();
        boolean seen = simulationContext.random().chance(0.3);
        simulationContext.trace(
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
        simulationContext.trace(process.toString(), () -> "hears no events for " + duration / 1_000_000 + " ms");
        process.network().holdEvents(duration);
    }

    private void expire() {
        List<String> sessions = simulationContext.store().sessions();
        if (!sessions.isEmpty()) {
            simulationContext.store().expire(simulationContext.random().pick(sessions));
        }
    }

    private void delete() {
        ElectionName election = new ElectionName(simulationContext.random().pick(elections));
        somePlace(election).ifPresent(place -> delete(election, place.orderValue()));
    }

    private void delete(ElectionName election, long orderValue) {
        simulationContext.trace("store", () -> "candidacy " + orderValue + " of " + election + " is deleted by hand");
        simulationContext.store().delete(election, orderValue);
    }

    /** What elects two leaders where deadlines trust the store: the leader goes, and is the last to learn it. */
    private void removeUnnoticed() {
        ElectionName election = new ElectionName(simulationContext.random().pick(elections));
        Optional<CandidateQueue.QueuedCandidate> place = somePlace(election);
        Optional<SimulatedProcess> owner =
                place.map(CandidateQueue.QueuedCandidate::candidate).flatMap(this::processOf);
        if (owner.isEmpty()) {
            return;
        }
        isolate(owner.get());
        removeSoon(election, place.orElseThrow().orderValue());
    }

    private void isolate(SimulatedProcess process) {
        switch ((int) simulationContext.random().between(0, 4)) {
            case 0 -> cut(process);
            case 1 -> pause(process);
            case 2 -> slow(process);
            default -> holdEvents(process);
        }
    }

    void removeSoon(ElectionName election, long orderValue) {
        boolean alone = simulationContext.random().chance(0.6);
        simulationContext
                .time()
                .after(
                        simulationContext.random().mostlyNear(0, simulationContext.lease()),
                        () -> remove(election, orderValue, alone));
    }

    void slow(SimulatedProcess process) {
        long duration = someDuration();
        simulationContext.trace(process.toString(), () -> "has a slow network for " + duration / 1_000_000 + " ms");
        process.network().slow(duration);
    }

    /** Deletes a candidacy by hand, alone or with its whole session. */
    void remove(ElectionName election, long orderValue, boolean alone) {
        if (alone && simulationContext.may(Fault.DELETIONS)) {
            delete(election, orderValue);
        } else if (simulationContext.may(Fault.WRONG_EXPIRY)) {
            simulationContext.store().sessionOf(election, orderValue).ifPresent(simulationContext.store()::expire);
        }
    }

    private void raiseFloor() {
        String election = simulationContext.random().pick(elections);
        long floor = simulationContext
                .store()
                .candidateQueue(new ElectionName(election))
                .floor();
        long atLeast = floor + simulationContext.random().mostlyNear(1, 1_000);
        someProcess().life().ifPresent(life -> life.raiseFloor(election, atLeast));
    }

    private void forget() {
        String election = simulationContext.random().pick(elections);
        someProcess().life().ifPresent(life -> life.forget(election));
    }

    private void resign() {
        Optional<Incarnation> life = someProcess().life();
        if (life.isEmpty() || life.get().electors().isEmpty()) {
            return;
        }
        ElectorWatch elector = simulationContext.random().pick(life.get().electors());
        if (simulationContext.random().chance(0.6)) {
            elector.resign();
        } else if (!elector.hasClosed()) {
            elector.close();
            simulationContext
                    .time()
                    .after(
                            simulationContext.random().mostlyNear(0, simulationContext.lease()),
                            () -> life.get().stand(elector.election()));
        }
    }

    private SimulatedProcess someProcess() {
        Optional<SimulatedProcess> leader = somePlace(
                        new ElectionName(simulationContext.random().pick(elections)))
                .map(CandidateQueue.QueuedCandidate::candidate)
                .flatMap(this::processOf);
        return leader.isPresent() && simulationContext.random().chance(0.7)
                ? leader.get()
                : simulationContext.random().pick(processes);
    }

    private Optional<CandidateQueue.QueuedCandidate> somePlace(ElectionName election) {
        List<CandidateQueue.QueuedCandidate> queue =
                simulationContext.store().candidateQueue(election).queue();
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                simulationContext.random().chance(0.8)
                        ? queue.get(0)
                        : simulationContext.random().pick(queue));
    }

    private Optional<SimulatedProcess> processOf(Candidate candidate) {
        return processes.stream()
                .filter(process -> process.life()
                        .filter(life -> life.toString().equals(candidate.id()))
                        .isPresent())
                .findFirst();
    }

    private long someDuration() {
        return simulationContext.random().chance(0.8)
                ? simulationContext.random().between(simulationContext.lease() / 50, simulationContext.lease())
                : simulationContext.random().between(simulationContext.lease() / 50, 3 * simulationContext.lease());
    }
}
