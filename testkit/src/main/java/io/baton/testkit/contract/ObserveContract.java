// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.Subscription;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.Participant;
import io.baton.testkit.fixture.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What those are told who do not stand. */
public interface ObserveContract extends Contract {

    @Test
    @Tag("P4")
    default void anObserverIsToldWhoLeadsNow(Scene scene) throws InterruptedException {
        Leadership leadership = scene.join().leads();
        List<Optional<FencingToken>> told = observe(scene);
        Scene.await("told", scene.limits().takeOver(), () -> !told.isEmpty());
        assertThat(told).containsExactly(Optional.of(leadership.token()));
    }

    @Test
    @Tag("P4")
    default void anObserverIsToldThatNobodyLeadsAndThenWhoDoes(Scene scene) throws InterruptedException {
        List<Optional<FencingToken>> told = observe(scene);
        Scene.await("told that there is no leader", scene.limits().takeOver(), () -> told.equals(List.of(Optional.empty())));
        Contender only = scene.join();
        Optional<FencingToken> token = Optional.of(only.leads().token());
        Scene.await(
                "told the leader", scene.limits().takeOver(), () -> last(told).equals(token));
        only.elector().close();
        Scene.await(
                "told again that there is no leader", scene.limits().takeOver(), () -> last(told).isEmpty());
        assertThat(told).hasSize(3);
    }

    @Test
    @Tag("P4")
    default void anObserverIsToldEveryLeaderThatStays(Scene scene) throws InterruptedException {
        List<Optional<FencingToken>> told = observe(scene);
        Contender first = scene.join(options -> options.withResignBackoff(Duration.ZERO));
        Contender second = scene.join(options -> options.withResignBackoff(Duration.ZERO));
        for (int i = 0; i < 3; i++) {
            Contender leader = i % 2 == 0 ? first : second;
            Leadership leadership = leader.leads();
            Scene.await("told", scene.limits().takeOver(), () -> last(told).equals(Optional.of(leadership.token())));
            leader.elector().resign();
            leader.loses(leadership);
            scene.awaitInQueue(leader);
        }
        List<Long> tokens =
                told.stream().flatMap(Optional::stream).map(FencingToken::value).toList();
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Tag("P4")
    @ShortLease
    default void anObserverIsToldOfALeaderThatWasDeletedByHand(Scene scene) throws InterruptedException {
        Contender deleted = scene.join();
        Leadership first = deleted.leads();
        List<Optional<FencingToken>> told = observe(scene);
        scene.deleteByHand(deleted);
        deleted.loses(first);
        deleted.leads();
        // The leadership that it is told of may be a later one: on a busy machine a short lease can run out.
        Scene.await(
                "told",
                scene.limits().takeOver(),
                () -> last(told)
                        .filter(token -> token.value() > first.token().value()
                                && deleted.elector()
                                        .leadership()
                                        .filter(now -> now.token().equals(token))
                                        .isPresent())
                        .isPresent());
    }

    @Test
    @Tag("P4")
    @Tag("P8")
    default void anObserverGoesOnInTheNextSession(Scene scene) throws InterruptedException {
        Contender first = scene.join();
        Leadership before = first.leads();
        Contender second = scene.join();
        Participant watching = scene.connect();
        List<Optional<FencingToken>> told = observe(watching.baton().elector(scene.election()));
        Scene.await("told", scene.limits().takeOver(), () -> last(told).equals(Optional.of(before.token())));
        watching.expireSession();
        first.elector().close();
        Optional<FencingToken> after = Optional.of(second.leads().token());
        Scene.await("told again", scene.limits().takeOver(), () -> last(told).equals(after));
    }

    @Test
    @Tag("P4")
    default void anObservationThatIsClosedIsToldNothing(Scene scene) throws InterruptedException {
        Contender leader = scene.join();
        Leadership first = leader.leads();
        List<Optional<FencingToken>> told = new CopyOnWriteArrayList<>();
        LeaderElector elector = scene.observer(scene.election());
        Subscription closed = elector.observe(now -> told.add(now.map(Leader::token)));
        Scene.await("told", scene.limits().takeOver(), () -> !told.isEmpty());
        closed.close();
        List<Optional<FencingToken>> open = observe(scene);
        Scene.await("the open one is told", scene.limits().takeOver(), () -> !open.isEmpty());
        leader.elector().close();
        Scene.await(
                "the open one is told that there is no leader",
                scene.limits().takeOver(),
                () -> last(open).isEmpty());
        assertThat(told).containsExactly(Optional.of(first.token()));
    }

    @Test
    @Tag("P4")
    @Tag("P5")
    default void anObserverThatThrowsStopsNothing(Scene scene) throws InterruptedException {
        scene.observer(scene.election()).observe(now -> {
            throw new IllegalStateException("thrown by a test");
        });
        List<Optional<FencingToken>> told = observe(scene);
        Contender leader = scene.join(UnaryOperator.identity());
        Optional<FencingToken> token = Optional.of(leader.leads().token());
        Scene.await("told", scene.limits().takeOver(), () -> last(told).equals(token));
    }

    private static List<Optional<FencingToken>> observe(Scene scene) {
        return observe(scene.observer(scene.election()));
    }

    private static List<Optional<FencingToken>> observe(LeaderElector elector) {
        List<Optional<FencingToken>> told = new CopyOnWriteArrayList<>();
        elector.observe(now -> told.add(now.map(Leader::token)));
        return told;
    }

    private static Optional<FencingToken> last(List<Optional<FencingToken>> told) {
        return told.isEmpty() ? Optional.empty() : told.get(told.size() - 1);
    }
}
