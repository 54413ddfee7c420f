// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.connection.ConnectionListener;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.ShortLease;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a connection's listeners are told of its proofs. */
public interface ProofContract extends Contract {

    @Test
    @Tag("P5")
    @ShortLease(times = 3)
    default void aListenerIsToldTheProofsOfALeader(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        Told told = new Told();
        leader.participant().baton().listen(told);
        Leadership leadership = leader.leads();
        Conditions.await("proofs are told", scenario.timings().takeOver(), () -> told.proven.size() >= 5);
        assertThat(told.threads).allMatch(name -> name.contains("-callback-"));
        assertThat(told.proven)
                .allSatisfy(latency -> assertThat(latency)
                        .isGreaterThanOrEqualTo(Duration.ZERO)
                        .isLessThan(scenario.timings().takeOver()));
        if (leadership.isHeld()) {
            assertThat(told.proven)
                    .as("one was in time")
                    .anyMatch(latency -> latency.compareTo(scenario.timings().validity()) < 0);
        }
    }

    @Test
    @Tag("P5")
    @ShortLease
    default void aListenerIsToldThatTheProofsOfALeaderThatIsCutOffFail(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Told told = new Told();
        leader.participant().baton().listen(told);
        leader.leads();
        Conditions.await("a proof is told", scenario.timings().takeOver(), () -> !told.proven.isEmpty());
        leader.participant().cutOff();
        Conditions.await("a failure is told", scenario.timings().takeOver(), () -> !told.failed.isEmpty());
        assertThat(told.failed).allSatisfy(after -> assertThat(after).isGreaterThanOrEqualTo(Duration.ZERO));
        leader.participant().heal();
        leader.leads();
        int before = told.proven.size();
        Conditions.await("proofs are told again", scenario.timings().takeOver(), () -> told.proven.size() > before);
    }

    /** What one listener was told. */
    final class Told implements ConnectionListener {

        private final List<Duration> proven = new CopyOnWriteArrayList<>();
        private final List<Duration> failed = new CopyOnWriteArrayList<>();
        private final List<String> threads = new CopyOnWriteArrayList<>();

        @Override
        public void onProven(Duration latency) {
            threads.add(Thread.currentThread().getName());
            proven.add(latency);
        }

        @Override
        public void onProofFailed(Duration after) {
            threads.add(Thread.currentThread().getName());
            failed.add(after);
        }
    }
}
