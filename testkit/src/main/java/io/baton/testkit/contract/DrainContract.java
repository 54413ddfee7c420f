// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.ElectorOptions;
import io.baton.ElectorOptions.OnDrainTimeout;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Scene;
import io.baton.testkit.fixture.StubbornWork;
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
    default void thePlaceIsReleasedWhenTheWorkHasEndedAndNotBefore(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Contender next = scene.join();
        try (StubbornWork work = StubbornWork.of(leader)) {
            leader.elector().resign();
            assertThat(leader.loses(first)).isEqualTo(LossReason.RESIGNED);
            scene.goesOn("the next waits", () -> !next.elector().isLeader());
            assertThat(scene.queue()).startsWith(leader.id());
            work.end();
            next.leads();
        }
    }

    @Test
    @Tag("P7")
    @ShortLease(times = 2)
    default void workThatDoesNotEndInTimeKeepsItsPlace(Scene scene) throws InterruptedException {
        Contender leader = scene.join(o -> o.withDrainTimeout(Duration.ofMillis(20), OnDrainTimeout.KEEP));
        Leadership first = leader.leads();
        Contender next = scene.join();
        try (StubbornWork work = StubbornWork.of(leader)) {
            leader.elector().close();
            assertThat(first.isHeld()).isFalse();
            Scene.staysTrue(
                    "the next waits, longer than a lease",
                    scene.limits().lease().multipliedBy(5).dividedBy(4),
                    () -> !next.elector().isLeader());
            work.end();
            next.leads();
        }
    }

    @Test
    @Tag("P7")
    default void workThatDoesNotEndInTimeLosesItsPlaceIfItsOptionsSaySo(Scene scene) throws InterruptedException {
        Contender leader = scene.join(o -> o.withDrainTimeout(Duration.ofMillis(20), OnDrainTimeout.RELEASE));
        leader.leads();
        Contender next = scene.join();
        try (StubbornWork work = StubbornWork.of(leader)) {
            leader.elector().close();
            next.leads();
            assertThat(work.isRunning()).isTrue();
        }
    }

    @Test
    @Tag("P7")
    @ShortLease
    default void afterALossTheElectorStandsAgainOnlyWhenItsWorkHasEnded(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        try (StubbornWork work = StubbornWork.of(leader)) {
            leader.participant().expireSession();
            leader.loses(first);
            scene.goesOn(
                    "does not stand",
                    () -> scene.fixture().leftovers(scene.election()).isEmpty());
            work.end();
            assertThat(leader.leads().token()).isGreaterThan(first.token());
        }
    }

    @Test
    @Tag("P7")
    @ShortLease(times = 2)
    default void closingAConnectionReleasesAllElectionsButTheOneWhoseWorkGoesOn(Scene scene)
            throws InterruptedException {
        UnaryOperator<ElectorOptions> keep =
                options -> options.withDrainTimeout(Duration.ofMillis(20), OnDrainTimeout.KEEP);
        Contender working = scene.join(keep);
        Contender idle = scene.join(working.participant(), scene.election() + "-idle", keep);
        working.leads();
        idle.leads();
        Contender next = scene.join();
        Contender nextIdle = scene.join(next.participant(), idle.elector().election(), keep);
        try (StubbornWork work = StubbornWork.of(working)) {
            working.participant().baton().close();
            nextIdle.leads();
            scene.goesOn("the next waits", () -> !next.elector().isLeader());
            work.end();
            next.leads();
        }
    }

    @Test
    @Tag("P7")
    default void thePlaceIsReleasedWhenAsynchronousWorkHasEndedAndNotBefore(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Contender next = scene.join();
        CompletableFuture<String> work = new CompletableFuture<>();
        assertThat(first.callAsync(() -> work)).isSameAs(work);
        leader.elector().resign();
        assertThat(leader.loses(first)).isEqualTo(LossReason.RESIGNED);
        scene.goesOn("the next waits", () -> !next.elector().isLeader());
        assertThat(work).isNotDone();
        work.complete("done");
        next.leads();
    }

    @Test
    @Tag("P7")
    default void workMayCloseItsElectorAfterItsLeadershipWasLost(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Contender next = scene.join();
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
        assertThat(next.elector().awaitLeadership(scene.limits().handOver())).isPresent();
    }

    @Test
    @Tag("P7")
    default void workMayCloseItsOwnElector(Scene scene) throws InterruptedException {
        Contender only = scene.join();
        Leadership leadership = only.leads();
        only.elector().whileLeader(held -> only.elector().close());
        assertThat(only.loses(leadership)).isEqualTo(LossReason.CLOSED);
        Scene.await(
                "nothing is left",
                scene.limits().handOver(),
                () -> scene.fixture().leftovers(scene.election()).isEmpty());
    }
}
