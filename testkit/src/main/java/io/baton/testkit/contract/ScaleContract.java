// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.ElectionStatus;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.LossReason;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.ShortLease;
import io.baton.testkit.fixture.Participant;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of elections of two processes. Not part of {@link ElectionContract}, which takes long enough: one test of each backend runs it,
 * with 1,000 elections, in the series of faults with 4,000, or with as many as {@code -Dbaton.elections} says.
 */
public interface ScaleContract extends Contract {

    int ELECTIONS = Integer.getInteger("baton.elections", Boolean.getBoolean("baton.faults") ? 4_000 : 1_000);

    /** A hand-over takes eight requests at the most, and a process has a few of its own. */
    int MOST_REQUESTS = 8 * ELECTIONS + 100;

    Duration BOUND = Duration.ofSeconds(30).plusMillis(20L * ELECTIONS);

    @Test
    @Tag("P4")
    @Tag("P10")
    default void allElectionsOfAClosedConnectionAreLedByTheNextProcess(ContractScenario scenario) {
        Participant leaving = scenario.connect();
        Participant next = scenario.connect();
        AtomicInteger late = new AtomicInteger();
        lead(leaving, electors(scenario, leaving, late));
        List<LeaderElector> successors = electors(scenario, next, late);
        await(next, successors);
        long requests = next.requests().orElse(0);
        long closed = System.nanoTime();
        leaving.baton().close();
        awaitLed(successors);
        long asked = next.requests().orElse(0) - requests;
        print("closed", closed, asked);
        assertThat(asked).as("requests of the next process").isLessThan(MOST_REQUESTS);
        assertNoneExpired(next, late);
    }

    @Test
    @Tag("P4")
    @Tag("P8")
    @Tag("P10")
    @ShortLease(times = 3)
    default void allElectionsOfASilentProcessAreLedByTheNext(ContractScenario scenario) {
        Participant silent = scenario.connect();
        Participant next = scenario.connect();
        AtomicInteger late = new AtomicInteger();
        lead(silent, electors(scenario, silent, late));
        List<LeaderElector> successors = electors(scenario, next, late);
        await(next, successors);
        long requests = next.requests().orElse(0);
        long cut = System.nanoTime();
        silent.cutOff();
        awaitLed(successors);
        long asked = next.requests().orElse(0) - requests;
        print("cut off", cut, asked);
        assertThat(asked).as("requests of the next process").isLessThan(MOST_REQUESTS);
        assertNoneExpired(next, late);
        silent.heal();
    }

    private static List<LeaderElector> electors(
            ContractScenario scenario, Participant participant, AtomicInteger late) {
        // Short, since some stores bound what the names of a session's candidacies take together.
        String prefix = Integer.toHexString(scenario.election().hashCode());
        List<LeaderElector> all = IntStream.range(0, ELECTIONS)
                .mapToObj(i -> participant.baton().elector(prefix + "-" + i))
                .toList();
        LeadershipListener counting = new LeadershipListener() {
            @Override
            public void onElected(Leadership leadership) {
                if (!leadership.isHeld()) {
                    late.incrementAndGet();
                }
            }
        };
        all.forEach(elector -> elector.listen(counting));
        return all;
    }

    private static void lead(Participant participant, List<LeaderElector> electors) {
        electors.forEach(LeaderElector::start);
        awaitLed(electors);
        assertThat(participant.baton().status().elections()).hasSize(ELECTIONS);
    }

    private static void await(Participant participant, List<LeaderElector> electors) {
        electors.forEach(LeaderElector::start);
        Conditions.await(
                "all wait",
                BOUND,
                () -> participant.baton().status().elections().stream()
                        .allMatch(each -> each.state() == ElectionStatus.State.WAITING));
    }

    private static void awaitLed(List<LeaderElector> electors) {
        Conditions.await("all are led", BOUND, () -> electors.stream().allMatch(LeaderElector::isLeader));
    }

    private static void print(String what, long since, long requests) {
        System.out.println(what + " with " + ELECTIONS + " elections: the next process leads all after "
                + (System.nanoTime() - since) / 1_000_000 + " ms, " + requests + " requests of its own");
    }

    private static void assertNoneExpired(Participant participant, AtomicInteger late) {
        assertThat(late.get())
                .as("leaderships that had ended when they were announced")
                .isZero();
        assertThat(participant.baton().status().elections())
                .as("expired since they were taken")
                .noneMatch(each -> each.losses().containsKey(LossReason.EXPIRED));
    }
}
