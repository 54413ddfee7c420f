// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Scene;
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
    default void afterALeaderHasClosedTheNextLeadsAtOnce(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Contender next = scene.join();
        leader.elector().close();
        assertThat(first.isHeld()).isFalse();
        assertThat(scene.queue()).containsExactly(next.id());
        Leadership second = next.elector()
                .awaitLeadership(scene.limits().handOver())
                .orElseThrow(() -> new AssertionError(
                        "no hand-over within " + scene.limits().handOver()));
        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(leader.loses(first)).isEqualTo(LossReason.CLOSED);
    }

    @Test
    @Tag("P12")
    default void aClosedElectorLeavesNoCandidacyAlthoughItsSessionStands(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        leader.leads();
        Contender waiting = scene.join();
        waiting.elector().close();
        assertThat(scene.fixture().leftovers(scene.election())).hasSize(1);
        leader.elector().close();
        assertThat(scene.fixture().leftovers(scene.election())).isEmpty();
    }

    @Test
    @Tag("P12")
    default void anElectorThatIsClosedWhileItEntersLeavesNothing(Scene scene) {
        Participant participant = scene.connect();
        for (int i = 0; i < 20; i++) {
            LeaderElector elector = participant.baton().elector(scene.election());
            elector.start();
            elector.close();
            assertThat(scene.fixture().leftovers(scene.election())).isEmpty();
        }
    }

    @Test
    @Tag("P12")
    default void aClosedConnectionLeavesNoSession(Scene scene) throws InterruptedException {
        scene.leader();
        Set<String> before = scene.fixture().sessions();
        Contender leader = scene.join();
        leader.leads();
        Set<String> during = new HashSet<>(scene.fixture().sessions());
        during.removeAll(before);
        assertThat(during).hasSize(1);
        leader.participant().close();
        assertThat(scene.fixture().sessions()).doesNotContainAnyElementsOf(during);
        assertThat(scene.fixture().leftovers(scene.election())).isEmpty();
    }

    @Test
    @Tag("P12")
    default void aClosedConnectionLeavesNoThread(Scene scene) throws InterruptedException {
        scene.leader();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Participant participant = scene.connect();
        LeaderElector elector = participant.baton().elector(scene.election());
        elector.whileLeader(leadership -> {}).observe(leader -> {});
        elector.start().awaitLeadership();
        participant.close();
        Scene.await(
                "no thread is left but " + before,
                scene.limits().takeOver(),
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
    default void closingTwiceDoesNothing(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        leader.leads();
        leader.elector().close();
        leader.elector().close();
        leader.participant().baton().close();
        leader.participant().baton().close();
        assertThat(scene.fixture().leftovers(scene.election())).isEmpty();
    }

    @Test
    @Tag("P12")
    default void whatIsClosedSaysSo(Scene scene) throws InterruptedException {
        Contender contender = scene.join();
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
