// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.ShortLease;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What outlives a restart of all servers. */
public interface RestartContract extends Contract {

    @Test
    @Tag("P8")
    @ShortLease
    default void candidatesStandAfterARestartAndOneLeads(ContractScenario scenario) throws InterruptedException {
        Contender first = scenario.join();
        Contender second = scenario.join();
        first.leads();
        scenario.fixture().restart();
        Conditions.await(
                "both stand",
                scenario.timings().recovery(),
                () -> scenario.queue().containsAll(List.of(first.id(), second.id())));
        Conditions.await(
                "one leads",
                scenario.timings().recovery(),
                () -> scenario.leading().elector().isLeader());
        scenario.assertOneLeads();
    }

    @Test
    @Tag("P2")
    default void tokensGrowAcrossARestart(ContractScenario scenario) throws InterruptedException {
        Contender before = scenario.join();
        FencingToken first = before.leads().token();
        before.participant().close();
        scenario.fixture().restart();
        assertThat(scenario.join().leads().token()).isGreaterThan(first);
    }

    @Test
    @Tag("P2")
    @ShortLease
    default void tokensGrowForTheLeaderThatLivesThroughARestart(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership first = only.leads();
        scenario.fixture().restart();
        Conditions.await("leads", scenario.timings().recovery(), only.elector()::isLeader);
        Leadership now = only.leads();
        assertThat(now == first || now.token().compareTo(first.token()) > 0)
                .as("token %s after %s", now.token(), first.token())
                .isTrue();
        only.participant().close();
        assertThat(scenario.join().leads().token()).isGreaterThan(now.token());
    }

    @Test
    @Tag("P2")
    default void aFloorOutlivesARestart(ContractScenario scenario) throws InterruptedException {
        long floor = 1_000_000_000_000L;
        scenario.raiseFloor(scenario.election(), floor);
        scenario.fixture().restart();
        Contender contender = scenario.join();
        Conditions.await("leads", scenario.timings().recovery(), contender.elector()::isLeader);
        assertThat(contender.leads().token().value()).isGreaterThan(floor);
    }

    @Test
    @Tag("P1")
    @ShortLease
    default void aLeaderThatDiedBeforeARestartIsWaitedForAfterIt(ContractScenario scenario)
            throws InterruptedException {
        Contender dead = scenario.join();
        Leadership first = dead.leads();
        dead.participant().cutOff();
        scenario.fixture().restart();
        Contender next = scenario.join();
        Conditions.await("leads", scenario.timings().recovery(), next.elector()::isLeader);
        scenario.assertOneLeads();
        assertThat(first.isHeld()).isFalse();
        assertThat(next.leads().token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P8")
    default void anObserverGoesOnAfterARestart(ContractScenario scenario) throws InterruptedException {
        List<Optional<FencingToken>> told = new CopyOnWriteArrayList<>();
        scenario.observer(scenario.election()).observe(now -> told.add(now.map(Leader::token)));
        scenario.join().participant().close();
        scenario.fixture().restart();
        Contender contender = scenario.join();
        Conditions.await("leads", scenario.timings().recovery(), contender.elector()::isLeader);
        Optional<FencingToken> token = Optional.of(contender.leads().token());
        Conditions.await("told", scenario.timings().recovery(), () -> told.contains(token));
    }
}
