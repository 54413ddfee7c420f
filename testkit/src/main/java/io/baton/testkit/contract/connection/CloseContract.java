// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.fixture.Participant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What closing leaves behind: nothing. */
public interface CloseContract extends Contract {

    /** Threads that the JVM starts once and keeps. */
    List<String> OF_THE_JVM = List.of(
            "ForkJoinPool.commonPool",
            "CompletableFutureDelayScheduler",
            "process reaper",
            "Common-Cleaner",
            "Keep-Alive");

    @Test
    @Tag("P7")
    default void afterALeaderHasClosedTheNextLeadsAtOnce(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Contender next = scenario.join();
        leader.elector().close();
        assertThat(first.isHeld()).isFalse();
        assertThat(scenario.queue()).containsExactly(next.id());
        Leadership second = next.elector()
                .awaitLeadership(scenario.timings().handOver())
                .orElseThrow(() -> new AssertionError(
                        "no hand-over within " + scenario.timings().handOver()));
        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(leader.loses(first)).isEqualTo(LossReason.CLOSED);
    }

    @Test
    @Tag("P12")
    default void aClosedElectorLeavesNoCandidacyAlthoughItsSessionStands(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        leader.leads();
        Contender waiting = scenario.join();
        waiting.elector().close();
        assertThat(scenario.fixture().leftovers(scenario.election())).hasSize(1);
        leader.elector().close();
        assertThat(scenario.fixture().leftovers(scenario.election())).isEmpty();
    }

    @Test
    @Tag("P12")
    default void anElectorThatIsClosedWhileItEntersLeavesNothing(ContractScenario scenario) {
        Participant participant = scenario.connect();
        for (int i = 0; i < 20; i++) {
            LeaderElector elector = participant.baton().elector(scenario.election());
            elector.start();
            elector.close();
            assertThat(scenario.fixture().leftovers(scenario.election())).isEmpty();
        }
    }

    @Test
    @Tag("P12")
    default void aClosedConnectionLeavesNoSession(ContractScenario scenario) throws InterruptedException {
        scenario.leader();
        Set<String> before = scenario.fixture().sessions();
        Contender leader = scenario.join();
        leader.leads();
        Set<String> during = new HashSet<>(scenario.fixture().sessions());
        during.removeAll(before);
        assertThat(during).hasSize(1);
        leader.participant().close();
        assertThat(scenario.fixture().sessions()).doesNotContainAnyElementsOf(during);
        assertThat(scenario.fixture().leftovers(scenario.election())).isEmpty();
    }

    @Test
    @Tag("P12")
    default void aClosedConnectionLeavesNoThread(ContractScenario scenario) throws InterruptedException {
        scenario.leader();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Participant participant = scenario.connect();
        LeaderElector elector = participant.baton().elector(scenario.election());
        elector.whileLeader(leadership -> {}).observe(leader -> {});
        elector.start().awaitLeadership();
        participant.close();
        Conditions.await(
                "no thread is left but " + before,
                scenario.timings().takeOver(),
                () -> newThreads(before).isEmpty());
    }

    private static Set<Thread> newThreads(Set<Thread> before) {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        threads.removeIf(thread -> OF_THE_JVM.stream().anyMatch(thread.getName()::startsWith));
        return threads;
    }

    @Test
    @Tag("P12")
    default void closingTwiceDoesNothing(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        leader.leads();
        leader.elector().close();
        leader.elector().close();
        leader.participant().baton().close();
        leader.participant().baton().close();
        assertThat(scenario.fixture().leftovers(scenario.election())).isEmpty();
    }

    @Test
    @Tag("P12")
    default void whatIsClosedSaysSo(ContractScenario scenario) throws InterruptedException {
        Contender contender = scenario.join();
        LeaderElector elector = contender.elector();
        elector.close();
        assertThatThrownBy(elector::start).isInstanceOf(BatonException.class).hasMessageContaining("closed");
        assertThatThrownBy(elector::awaitLeadership)
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("closed");
        assertThat(elector.isLeader()).isFalse();
        Baton baton = contender.participant().baton();
        baton.close();
        assertThatThrownBy(() -> baton.elector("any"))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> baton.raiseTokenFloor("any", 1))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("closed");
    }
}
