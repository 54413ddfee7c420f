// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.ElectorOptions;
import io.baton.ElectorOptions.OnDrainTimeout;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.ShortLease;
import io.baton.testkit.contract.scenario.UninterruptibleWork;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to a place in the queue whose leader still works. */
public interface DrainContract extends Contract {

    @Test
    @Tag("P7")
    default void thePlaceIsReleasedWhenTheWorkHasEndedAndNotBefore(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Contender next = scenario.join();
        try (UninterruptibleWork work = UninterruptibleWork.of(leader)) {
            leader.elector().resign();
            assertThat(leader.loses(first)).isEqualTo(LossReason.RESIGNED);
            scenario.goesOn("the next waits", () -> !next.elector().isLeader());
            assertThat(scenario.queue()).startsWith(leader.id());
            work.end();
            next.leads();
        }
    }

    @Test
    @Tag("P7")
    @ShortLease(times = 2)
    default void workThatDoesNotEndInTimeKeepsItsPlace(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join(o -> o.withDrainTimeout(Duration.ofMillis(20), OnDrainTimeout.KEEP));
        Leadership first = leader.leads();
        Contender next = scenario.join();
        try (UninterruptibleWork work = UninterruptibleWork.of(leader)) {
            leader.elector().close();
            assertThat(first.isHeld()).isFalse();
            Conditions.staysTrue(
                    "the next waits, longer than a lease",
                    scenario.timings().lease().multipliedBy(5).dividedBy(4),
                    () -> !next.elector().isLeader());
            work.end();
            next.leads();
        }
    }

    @Test
    @Tag("P7")
    default void workThatDoesNotEndInTimeLosesItsPlaceIfItsOptionsSaySo(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join(o -> o.withDrainTimeout(Duration.ofMillis(20), OnDrainTimeout.RELEASE));
        leader.leads();
        Contender next = scenario.join();
        try (UninterruptibleWork work = UninterruptibleWork.of(leader)) {
            leader.elector().close();
            next.leads();
            assertThat(work.isRunning()).isTrue();
        }
    }

    @Test
    @Tag("P7")
    @ShortLease
    default void afterALossTheElectorStandsAgainOnlyWhenItsWorkHasEnded(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        try (UninterruptibleWork work = UninterruptibleWork.of(leader)) {
            leader.participant().expireSession();
            leader.loses(first);
            scenario.goesOn(
                    "does not stand",
                    () -> scenario.fixture().leftovers(scenario.election()).isEmpty());
            work.end();
            assertThat(leader.leads().token()).isGreaterThan(first.token());
        }
    }

    @Test
    @Tag("P7")
    @ShortLease(times = 2)
    default void closingAConnectionReleasesAllElectionsButTheOneWhoseWorkGoesOn(ContractScenario scenario)
            throws InterruptedException {
        UnaryOperator<ElectorOptions> keep =
                options -> options.withDrainTimeout(Duration.ofMillis(20), OnDrainTimeout.KEEP);
        Contender working = scenario.join(keep);
        Contender idle = scenario.join(working.participant(), scenario.election() + "-idle", keep);
        working.leads();
        idle.leads();
        Contender next = scenario.join();
        Contender nextIdle = scenario.join(next.participant(), idle.elector().election(), keep);
        try (UninterruptibleWork work = UninterruptibleWork.of(working)) {
            working.participant().baton().close();
            nextIdle.leads();
            scenario.goesOn("the next waits", () -> !next.elector().isLeader());
            work.end();
            next.leads();
        }
    }

    @Test
    @Tag("P7")
    default void thePlaceIsReleasedWhenAsynchronousWorkHasEndedAndNotBefore(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Contender next = scenario.join();
        CompletableFuture<String> work = new CompletableFuture<>();
        assertThat(first.callAsync(() -> work)).isSameAs(work);
        leader.elector().resign();
        assertThat(leader.loses(first)).isEqualTo(LossReason.RESIGNED);
        scenario.goesOn("the next waits", () -> !next.elector().isLeader());
        assertThat(work).isNotDone();
        work.complete("done");
        next.leads();
    }

    @Test
    @Tag("P7")
    default void workMayCloseItsElectorAfterItsLeadershipWasLost(ContractScenario scenario)
            throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        Contender next = scenario.join();
        CountDownLatch running = new CountDownLatch(1);
        leader.elector().whileLeader(held -> {
            try {
                running.countDown();
                new CountDownLatch(1).await();
            } finally {
                leader.elector().close();
            }
        });
        running.await();
        leader.elector().resign();
        leader.loses(first);
        assertThat(next.elector().awaitLeadership(scenario.timings().handOver()))
                .isPresent();
    }

    @Test
    @Tag("P7")
    default void workMayCloseItsOwnElector(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership leadership = only.leads();
        only.elector().whileLeader(held -> only.elector().close());
        assertThat(only.loses(leadership)).isEqualTo(LossReason.CLOSED);
        Conditions.await(
                "nothing is left",
                scenario.timings().handOver(),
                () -> scenario.fixture().leftovers(scenario.election()).isEmpty());
    }
}
