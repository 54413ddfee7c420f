// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.ElectorOptions;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Scene;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a leader steps down. */
public interface ResignContract extends Contract {

    @Test
    @Tag("P7")
    default void afterAResignationTheNextLeadsAtOnce(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        Contender next = scene.join();
        leader.elector().resign();
        Leadership second = next.elector()
                .awaitLeadership(scene.limits().handOver())
                .orElseThrow(() -> new AssertionError(
                        "no hand-over within " + scene.limits().handOver()));
        assertThat(first.isHeld()).isFalse();
        assertThat(second.token()).isGreaterThan(first.token());
        assertThat(leader.loses(first)).isEqualTo(LossReason.RESIGNED);
    }

    @Test
    @Tag("P7")
    default void whoHasResignedStandsAgainAtTheEndOfTheQueue(Scene scene) throws InterruptedException {
        Contender leader = scene.join(options -> options.withResignBackoff(Duration.ofMillis(10)));
        leader.leads();
        Contender second = scene.join();
        Contender third = scene.join();
        leader.elector().resign();
        second.leads();
        scene.awaitInQueue(leader);
        assertThat(scene.queue()).containsExactly(second.id(), third.id(), leader.id());
    }

    @Test
    @Tag("P8")
    default void aLoneCandidateLeadsAgainAfterTheBackOff(Scene scene) throws InterruptedException {
        Duration backOff = scene.fixture().limits().validity();
        Contender only = scene.join(options -> options.withResignBackoff(backOff));
        Leadership first = only.leads();
        long before = System.nanoTime();
        only.elector().resign();
        Scene.await("resigned", scene.limits().takeOver(), () -> !first.isHeld());
        Leadership second = only.leads();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(backOff);
        assertThat(second.token()).isGreaterThan(first.token());
    }

    @Test
    @Tag("P7")
    default void resigningWithoutLeadingChangesNothing(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership leadership = leader.leads();
        Contender second = scene.join();
        Contender third = scene.join();
        Contender idle = scene.contender(scene.connect(), scene.election(), UnaryOperator.identity());
        second.elector().resign();
        idle.elector().resign();
        scene.goesOn("held", leadership::isHeld);
        assertThat(scene.queue()).containsExactly(leader.id(), second.id(), third.id());
        leader.elector().resign();
        second.leads();
    }

    @Test
    @Tag("P7")
    default void resigningTwiceIsOneResignation(Scene scene) throws InterruptedException {
        Contender leader = scene.join(options -> options.withResignBackoff(Duration.ofMillis(10)));
        Leadership first = leader.leads();
        leader.elector().resign();
        leader.elector().resign();
        Scene.await("resigned", scene.limits().takeOver(), () -> !first.isHeld());
        Leadership second = leader.leads();
        scene.goesOn("held", second::isHeld);
        Scene.await(
                "told", scene.limits().takeOver(), () -> leader.heard().tokens().size() > 1);
        assertThat(leader.heard().tokens()).containsExactly(first.token(), second.token());
    }

    @Test
    @Tag("P1")
    @Tag("P7")
    default void leadershipGoesRoundAmongThoseWhoResign(Scene scene) throws InterruptedException {
        UnaryOperator<ElectorOptions> noBackOff = options -> options.withResignBackoff(Duration.ZERO);
        Contender[] all = {scene.join(noBackOff), scene.join(noBackOff), scene.join(noBackOff)};
        for (int i = 0; i < 9; i++) {
            Contender leader = all[i % all.length];
            Leadership leadership = leader.leads();
            leader.elector().resign();
            leader.loses(leadership);
            scene.awaitInQueue(leader);
        }
        scene.assertOneLeads();
    }
}
