// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.simulation.SeedSweep;
import io.baton.testkit.simulation.Simulation;
import io.baton.testkit.simulation.Simulation.Report;
import io.baton.testkit.simulation.context.Fault;
import io.baton.testkit.simulation.context.Scenario;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The engine keeps its promises on a group of members whatever the adversary does. {@code -Dbaton.simulation.seed=N} runs one
 * seed again and prints what has happened; {@code -Dbaton.excluded=} runs the long series too.
 */
class RaftSimulationTest {

    private static final String SEED = "baton.simulation.seed";
    private static final String SEEDS = "baton.simulation.seeds";
    private static final long SHORT = 250;
    private static final long LONG = 20_000;

    /** Everything that can happen to processes, to the ways between them, and to the members of a group. */
    static Scenario hostile() {
        return new Scenario(
                3,
                2,
                Duration.ofMillis(800),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                EnumSet.complementOf(EnumSet.of(Fault.STALE_RECORDS)));
    }

    @Test
    void noSeedViolatesAPromise() {
        Long one = Long.getLong(SEED);
        assertThat(one == null ? all(1, Long.getLong(SEEDS, SHORT)) : replayed(one))
                .as("violations; -D%s=N runs one again with its trace", SEED)
                .isEmpty();
    }

    @Test
    @Tag("faults")
    void norDoesAnyOfMany() {
        assertThat(all(SHORT + 1, LONG))
                .as("violations; -D%s=N runs one again with its trace", SEED)
                .isEmpty();
    }

    @Test
    void aSeedTellsTheSameStoryTwice() {
        Report told = run(1, hostile(), true);
        assertThat(told.trace()).isNotEmpty();
        assertThat(run(1, hostile(), true).equals(told)).as("the same report").isTrue();
    }

    @Test
    void withoutFaultsEachElectionHasOneLeadership() {
        Scenario calm = hostile().with(Set.of());
        assertThat(LongStream.rangeClosed(1, 50).mapToObj(seed -> run(seed, calm, false)))
                .allSatisfy(report -> {
                    assertThat(report.violation()).isEmpty();
                    assertThat(report.leaderships()).isBetween(1, calm.mostElections());
                });
    }

    private static Report run(long seed, Scenario scenario, boolean traced) {
        return Simulation.run(seed, scenario, SimulatedGroup.with(GroupRules.HONEST), traced);
    }

    private static List<Report> replayed(long seed) {
        Report report = run(seed, hostile(), true);
        report.trace().forEach(System.out::println);
        return report.violation().isPresent() ? List.of(report) : List.of();
    }

    private static List<Report> all(long first, long last) {
        return SeedSweep.violated("Raft", first, last, seed -> run(seed, hostile(), false));
    }
}
