// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.Leadership;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Scene;
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
    default void candidatesStandAfterARestartAndOneLeads(Scene scene) throws InterruptedException {
        Contender first = scene.join();
        Contender second = scene.join();
        first.leads();
        scene.fixture().restart();
        Scene.await(
                "both stand",
                scene.limits().recovery(),
                () -> scene.queue().containsAll(List.of(first.id(), second.id())));
        Scene.await(
                "one leads",
                scene.limits().recovery(),
                () -> scene.leading().elector().isLeader());
        scene.assertOneLeads();
    }

    @Test
    @Tag("P2")
    default void tokensGrowAcrossARestart(Scene scene) throws InterruptedException {
        Contender before = scene.join();
        FencingToken first = before.leads().token();
        before.participant().close();
        scene.fixture().restart();
        assertThat(scene.join().leads().token()).isGreaterThan(first);
    }

    @Test
    @Tag("P2")
    @ShortLease
    default void tokensGrowForTheLeaderThatLivesThroughARestart(Scene scene) throws InterruptedException {
        Contender only = scene.join();
        Leadership first = only.leads();
        scene.fixture().restart();
        Scene.await("leads", scene.limits().recovery(), only.elector()::isLeader);
        Leadership now = only.leads();
        assertThat(now == first || now.token().compareTo(first.token()) > 0)
                .as("token %s after %s", now.token(), first.token())
                .isTrue();
        only.participant().close();
        assertThat(scene.join().leads().token()).isGreaterThan(now.token());
    }

    @Test
    @Tag("P2")
    default void aFloorOutlivesARestart(Scene scene) throws InterruptedException {
        long floor = 1_000_000_000_000L;
        scene.raiseFloor(scene.election(), floor);
        scene.fixture().restart();
        Contender contender = scene.join();
        Scene.await("leads", scene.limits().recovery(), contender.elector()::isLeader);
        assertThat(contender.leads().token().value()).isGreaterThan(floor);
    }

    @Test
    @Tag("P1")
    @ShortLease
    default void aLeaderThatDiedBeforeARestartIsWaitedForAfterIt(Scene scene) throws InterruptedException {
        Contender dead = scene.join();
        Leadership first = dead.leads();
        dead.participant().cutOff();
        scene.fixture().restart();
        Contender next = scene.join();
        Scene.await("leads", scene.limits().recovery(), next.elector()::isLeader);
        scene.assertOneLeads();
        assertThat(first.isHeld()).isFalse();
        assertThat(next.leads().token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P8")
    default void anObserverGoesOnAfterARestart(Scene scene) throws InterruptedException {
        List<Optional<FencingToken>> told = new CopyOnWriteArrayList<>();
        scene.observer(scene.election()).observe(now -> told.add(now.map(Leader::token)));
        scene.join().participant().close();
        scene.fixture().restart();
        Contender contender = scene.join();
        Scene.await("leads", scene.limits().recovery(), contender.elector()::isLeader);
        Optional<FencingToken> token = Optional.of(contender.leads().token());
        Scene.await("told", scene.limits().recovery(), () -> told.contains(token));
    }
}
