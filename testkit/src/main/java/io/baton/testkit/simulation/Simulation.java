// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.simulation;

import io.baton.Leadership;
import io.baton.spi.ElectionName;
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

    private final World world;
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

    private Simulation(World made) {
        world = made;
        Scenario scenario = made.scenario();
        Dice dice = world.dice();
        long howManyElections = dice.between(1, scenario.mostElections());
        for (int i = 1; i <= howManyElections; i++) {
            elections.add("e" + i);
        }
        long howManyProcesses = dice.between(2, scenario.mostProcesses());
        for (int i = 1; i <= howManyProcesses; i++) {
            processes.add(new SimulatedProcess(world, "p" + i, elections));
        }
        world.store()
                .servers(processes.stream().map(SimulatedProcess::toString).toList())
                .forEach(name -> processes.add(new SimulatedProcess(world, name, List.of())));
    }

    /** Runs one simulation. */
    public static Report run(long seed, Scenario scenario) {
        return run(seed, scenario, Conduct.HONEST, false);
    }

    /** Runs one simulation and tells line by line what has happened. */
    public static Report trace(long seed, Scenario scenario) {
        return run(seed, scenario, Conduct.HONEST, true);
    }

    /**
     * Runs one simulation on another store.
     *
     * @param traced whether to tell line by line what has happened
     */
    public static Report run(long seed, Scenario scenario, Function<World, StoreModel> store, boolean traced) {
        return play(seed, scenario, Conduct.HONEST, store, traced);
    }

    static Report run(long seed, Scenario scenario, Conduct conduct, boolean traced) {
        return play(seed, scenario, conduct, MemoryModel::new, traced);
    }

    private static Report play(
            long seed, Scenario scenario, Conduct conduct, Function<World, StoreModel> store, boolean traced) {
        Trace trace = new Trace(traced);
        Simulation simulation = new Simulation(new World(seed, scenario, conduct, trace, store));
        Duration recovery = simulation.play();
        Referee referee = simulation.world.referee();
        return new Report(
                seed,
                simulation.world.timeline().events(),
                referee.leaderships(),
                recovery,
                referee.violation(),
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
        Adversary adversary = new Adversary(world, processes, elections);
        for (SimulatedProcess process : processes) {
            world.timeline().at(world.dice().mostlyNear(0, world.lease()), process::start);
        }
        adversary.begin();
        run(world.scenario().turmoil().toNanos());
        world.becomeCalm();
        adversary.end();
        long calmSince = world.timeline().now();
        settle(calmSince, "the adversary has stopped");
        Duration recovery = Duration.ofNanos(world.timeline().now() - calmSince);
        run(4 * world.lease());
        settle(world.timeline().now(), "the last message has arrived");
        stay();
        close();
        return recovery;
    }

    private void run(long duration) {
        world.timeline().run(world.timeline().now() + duration, this::isViolated);
    }

    private boolean isViolated() {
        return world.referee().violation().isPresent();
    }

    /** Every election with candidates gets exactly one leader. */
    private void settle(long since, String what) {
        long deadline = since + world.scenario().recovery().toNanos();
        while (!isViolated() && !everyElectionHasOneLeader()) {
            if (world.timeline().now() > deadline) {
                world.referee()
                        .violated(world.scenario().recovery() + " after " + what + " there is not one leader: "
                                + leaders() + ", queues " + queues());
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
                .allMatch(election -> world.referee().held(election).size() == 1);
    }

    /** Without faults, no leadership is lost, and no process stands twice. */
    private void stay() {
        String before = leaders().toString();
        run(3 * world.lease());
        if (!isViolated() && !leaders().toString().equals(before)) {
            world.referee().violated("without any fault the leaders change from " + before + " to " + leaders());
        }
        for (String election : elections) {
            Set<String> sessions = new HashSet<>();
            world.store().electorate(new ElectionName(election)).queue().forEach(place -> {
                String session = world.store()
                        .sessionOf(new ElectionName(election), place.orderValue())
                        .orElseThrow();
                if (!sessions.add(session)) {
                    world.referee().violated(session + " stands twice in " + election + ": " + queues());
                }
            });
        }
    }

    /** After everybody has closed, nothing is left. */
    private void close() {
        processes.forEach(process -> process.life().ifPresent(Incarnation::close));
        long deadline = world.timeline().now() + world.scenario().recovery().toNanos();
        while (!isViolated() && !isEmpty()) {
            if (world.timeline().now() > deadline) {
                world.referee()
                        .violated("after closing there are left: sessions "
                                + world.store().sessions() + ", queues " + queues() + ", processes "
                                + processes.stream().filter(this::isOpen).toList());
            }
            run(50 * MILLI);
        }
    }

    private boolean isEmpty() {
        return world.store().sessions().isEmpty() && processes.stream().noneMatch(this::isOpen);
    }

    private boolean isOpen(SimulatedProcess process) {
        return process.life()
                .filter(life ->
                        !life.hasClosed() || life.electors().stream().anyMatch(elector -> !elector.hasHeardAll()))
                .isPresent();
    }

    private Map<String, List<Leadership>> leaders() {
        Map<String, List<Leadership>> leaders = new LinkedHashMap<>();
        elections.forEach(election -> leaders.put(election, world.referee().held(election)));
        return leaders;
    }

    private Map<String, Object> queues() {
        Map<String, Object> queues = new LinkedHashMap<>();
        elections.forEach(election -> queues.put(
                election, world.store().electorate(new ElectionName(election)).queue()));
        return queues;
    }
}
