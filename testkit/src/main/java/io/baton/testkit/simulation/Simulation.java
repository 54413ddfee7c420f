// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.Leadership;
import io.baton.spi.ElectionName;
import io.baton.testkit.simulation.context.InvariantChecker;
import io.baton.testkit.simulation.context.ProtocolRules;
import io.baton.testkit.simulation.context.Scenario;
import io.baton.testkit.simulation.context.SeededRandom;
import io.baton.testkit.simulation.context.SimulationContext;
import io.baton.testkit.simulation.context.StoreModel;
import io.baton.testkit.simulation.context.Trace;
import io.baton.testkit.simulation.process.Incarnation;
import io.baton.testkit.simulation.process.SimulatedProcess;
import io.baton.testkit.simulation.store.InMemoryStoreModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs the real engine of several processes against an adversary, in one thread, on a virtual clock. Everything follows
 * from the seed: a run that fails is run again by its seed alone, with a trace.
 */
public final class Simulation {

    private static final long MILLI = 1_000_000;

    private final SimulationContext simulationContext;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private final List<String> elections = new ArrayList<>();

    /**
     * What came of a simulation.
     *
     * @param seed what it can be repeated with
     * @param events how many events there were
     * @param leaderships how many leaderships were announced
     * @param recovery how long after the last fault every election had its leader
     * @param violation what has happened that must not, or nothing
     * @param trace what has happened, line by line, if it was asked for
     */
    public record Report(
            long seed,
            long events,
            int leaderships,
            Duration recovery,
            Optional<String> violation,
            List<String> trace) {}

    private Simulation(SimulationContext made) {
        simulationContext = made;
        Scenario scenario = made.scenario();
        SeededRandom seededRandom = simulationContext.random();
        long howManyElections = seededRandom.between(1, scenario.mostElections());
        for (int i = 1; i <= howManyElections; i++) {
            elections.add("e" + i);
        }
        long howManyProcesses = seededRandom.between(2, scenario.mostProcesses());
        for (int i = 1; i <= howManyProcesses; i++) {
            processes.add(new SimulatedProcess(simulationContext, "p" + i, elections));
        }
        simulationContext
                .store()
                .servers(processes.stream().map(SimulatedProcess::toString).toList())
                .forEach(name -> processes.add(new SimulatedProcess(simulationContext, name, List.of())));
    }

    /** Runs one simulation. */
    public static Report run(long seed, Scenario scenario) {
        return run(seed, scenario, ProtocolRules.HONEST, false);
    }

    /** Runs one simulation and tells line by line what has happened. */
    public static Report trace(long seed, Scenario scenario) {
        return run(seed, scenario, ProtocolRules.HONEST, true);
    }

    /**
     * Runs one simulation on another store.
     *
     * @param traced whether to tell line by line what has happened
     */
    public static Report run(
            long seed, Scenario scenario, Function<SimulationContext, StoreModel> store, boolean traced) {
        return play(seed, scenario, ProtocolRules.HONEST, store, traced);
    }

    static Report run(long seed, Scenario scenario, ProtocolRules protocolRules, boolean traced) {
        return play(seed, scenario, protocolRules, InMemoryStoreModel::new, traced);
    }

    private static Report play(
            long seed,
            Scenario scenario,
            ProtocolRules protocolRules,
            Function<SimulationContext, StoreModel> store,
            boolean traced) {
        Trace trace = new Trace(traced);
        Simulation simulation = new Simulation(new SimulationContext(seed, scenario, protocolRules, trace, store));
        Duration recovery = simulation.play();
        InvariantChecker invariantChecker = simulation.simulationContext.invariants();
        return new Report(
                seed,
                simulation.simulationContext.time().events(),
                invariantChecker.leaderships(),
                recovery,
                invariantChecker.violation(),
                trace.lines());
    }

    /**
     * Shows a hostile run.
     *
     * @param arguments the seed
     */
    public static void main(String[] arguments) {
        Report report = trace(Long.parseLong(arguments[0]), Scenario.hostile());
        report.trace().forEach(System.out::println);
        System.out.println(report.violation().map(what -> "violated: " + what).orElse("no violation"));
    }

    private Duration play() {
        Adversary adversary = new Adversary(simulationContext, processes, elections);
        for (SimulatedProcess process : processes) {
            simulationContext
                    .time()
                    .at(simulationContext.random().mostlyNear(0, simulationContext.lease()), process::start);
        }
        adversary.begin();
        run(simulationContext.scenario().turmoil().toNanos());
        simulationContext.becomeCalm();
        adversary.end();
        long calmSince = simulationContext.time().now();
        settle(calmSince, "the adversary has stopped");
        Duration recovery = Duration.ofNanos(simulationContext.time().now() - calmSince);
        run(4 * simulationContext.lease());
        settle(simulationContext.time().now(), "the last message has arrived");
        stay();
        close();
        return recovery;
    }

    private void run(long duration) {
        simulationContext.time().run(simulationContext.time().now() + duration, this::isViolated);
    }

    private boolean isViolated() {
        return simulationContext.invariants().violation().isPresent();
    }

    /** Every election with candidates gets exactly one leader. */
    private void settle(long since, String what) {
        long deadline = since + simulationContext.scenario().recovery().toNanos();
        while (!isViolated() && !everyElectionHasOneLeader()) {
            if (simulationContext.time().now() > deadline) {
                simulationContext
                        .invariants()
                        .violated(simulationContext.scenario().recovery() + " after " + what
                                + " there is not one leader: " + leaders() + ", queues " + queues());
            }
            run(50 * MILLI);
        }
    }

    private boolean everyElectionHasOneLeader() {
        return elections.stream()
                .filter(election -> processes.stream()
                        .anyMatch(process -> process.life()
                                .filter(life -> life.standsIn(election))
                                .isPresent()))
                .allMatch(election ->
                        simulationContext.invariants().held(election).size() == 1);
    }

    /** Without faults, no leadership is lost, and no process stands twice. */
    private void stay() {
        String before = leaders().toString();
        run(3 * simulationContext.lease());
        if (!isViolated() && !leaders().toString().equals(before)) {
            simulationContext
                    .invariants()
                    .violated("without any fault the leaders change from " + before + " to " + leaders());
        }
        for (String election : elections) {
            Set<String> sessions = new HashSet<>();
            simulationContext
                    .store()
                    .candidateQueue(new ElectionName(election))
                    .queue()
                    .forEach(place -> {
                        String session = simulationContext
                                .store()
                                .sessionOf(new ElectionName(election), place.orderValue())
                                .orElseThrow();
                        if (!sessions.add(session)) {
                            simulationContext
                                    .invariants()
                                    .violated(session + " stands twice in " + election + ": " + queues());
                        }
                    });
        }
    }

    /** After every process has closed, nothing is left. */
    private void close() {
        processes.forEach(process -> process.life().ifPresent(Incarnation::close));
        long deadline = simulationContext.time().now()
                + simulationContext.scenario().recovery().toNanos();
        while (!isViolated() && !isEmpty()) {
            if (simulationContext.time().now() > deadline) {
                simulationContext
                        .invariants()
                        .violated("after closing there are left: sessions "
                                + simulationContext.store().sessions() + ", queues " + queues() + ", processes "
                                + processes.stream().filter(this::isOpen).toList());
            }
            run(50 * MILLI);
        }
    }

    private boolean isEmpty() {
        return simulationContext.store().sessions().isEmpty()
                && processes.stream().noneMatch(this::isOpen);
    }

    private boolean isOpen(SimulatedProcess process) {
        return process.life()
                .filter(life ->
                        !life.hasClosed() || life.electors().stream().anyMatch(elector -> !elector.hasHeardAll()))
                .isPresent();
    }

    private Map<String, List<Leadership>> leaders() {
        Map<String, List<Leadership>> leaders = new LinkedHashMap<>();
        elections.forEach(
                election -> leaders.put(election, simulationContext.invariants().held(election)));
        return leaders;
    }

    private Map<String, Object> queues() {
        Map<String, Object> queues = new LinkedHashMap<>();
        elections.forEach(election -> queues.put(
                election,
                simulationContext
                        .store()
                        .candidateQueue(new ElectionName(election))
                        .queue()));
        return queues;
    }
}
