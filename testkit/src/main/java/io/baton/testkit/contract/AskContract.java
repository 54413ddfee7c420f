// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Candidate;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.spi.Electorate;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Scene;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the store tells those who ask it. */
public interface AskContract extends Contract {

    @Test
    @Tag("P4")
    default void anElectionThatNobodyStandsInHasNoLeaderAndNoCandidates(Scene scene) throws InterruptedException {
        assertThat(scene.leader()).isEmpty();
        assertThat(scene.queue()).isEmpty();
        assertThat(scene.fixture().leftovers(scene.election())).isEmpty();
    }

    @Test
    @Tag("P4")
    default void candidatesAreToldInTheOrderOfTheQueueWithWhatTheyPublish(Scene scene) throws InterruptedException {
        Candidate first = new Candidate("first \u00e9\ud83d\ude00", Map.of("address", "host:1", "=", "\n%"));
        Candidate second = new Candidate("second");
        Contender leader = scene.join(options -> options.as(first));
        leader.leads();
        scene.join(options -> options.as(second));
        scene.join(options -> options.as(new Candidate("second", Map.of("twin", "yes"))));
        // Two have one id, so that the scene cannot tell whether the last has entered.
        Scene.await(
                "all stand",
                scene.limits().takeOver(),
                () -> scene.observer(scene.election()).candidates().size() == 3);
        assertThat(Scene.answer("who stands", scene.observer(scene.election())::candidates))
                .containsExactly(first, second, new Candidate("second", Map.of("twin", "yes")));
        Leader told = scene.leader().orElseThrow();
        assertThat(told.id()).isEqualTo(first.id());
        assertThat(told.attributes()).isEqualTo(first.attributes());
    }

    @Test
    @Tag("P4")
    default void theLeaderIsTheFirstOfThoseWhoStandOnceItIsInOffice(Scene scene) throws InterruptedException {
        OpenSession asking = OpenSession.in(scene);
        assertThat(asking.leader(scene.election())).isEmpty();
        Contender leader = scene.join(options -> options.as(new Candidate("first", Map.of("address", "host:1"))));
        Leadership led = leader.leads();
        scene.join();
        Leader told = asking.leader(scene.election()).orElseThrow();
        Electorate.Place first = asking.candidates(scene.election()).queue().get(0);
        assertThat(told.token()).isEqualTo(led.token());
        assertThat(told.token().value()).isEqualTo(first.token());
        assertThat(new Candidate(told.id(), told.attributes())).isEqualTo(first.candidate());
    }

    @Test
    @Tag("P4")
    default void whoWaitsForTheEndOfAnotherLeadershipIsNoLeader(Scene scene) throws InterruptedException {
        OpenSession asking = OpenSession.in(scene);
        Contender leader = scene.join();
        Leadership held = leader.leads();
        Contender next = scene.join();
        leader.participant().cutOff();
        leader.participant().expireSession();
        Scene.await(
                "the next one stands first",
                scene.limits().takeOver(),
                () -> scene.queue().equals(List.of(next.id())));
        assertThat(held.isHeld()).isTrue();
        assertThat(asking.leader(scene.election())).isEmpty();
    }

    @Test
    @Tag("P4")
    default void aCandidateIsToldTheLeaderToo(Scene scene) throws InterruptedException {
        Leadership leadership = scene.join().leads();
        LeaderElector waiting = scene.join().elector();
        assertThat(Scene.answer("who leads", waiting::leader).map(Leader::token))
                .contains(leadership.token());
        assertThat(Scene.answer("who stands", waiting::candidates)).hasSize(2);
    }
}
