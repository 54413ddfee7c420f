// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.Subscription;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.ShortLease;
import io.baton.testkit.fixture.Participant;
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
    default void anObserverIsToldWhoLeadsNow(ContractScenario scenario) throws InterruptedException {
        Leadership leadership = scenario.join().leads();
        List<Optional<FencingToken>> told = observe(scenario);
        Conditions.await("told", scenario.timings().takeOver(), () -> !told.isEmpty());
        assertThat(told).containsExactly(Optional.of(leadership.token()));
    }

    @Test
    @Tag("P4")
    default void anObserverIsToldThatNoCandidateLeadsAndThenWhichDoes(ContractScenario scenario)
            throws InterruptedException {
        List<Optional<FencingToken>> told = observe(scenario);
        Conditions.await(
                "told that there is no leader",
                scenario.timings().takeOver(),
                () -> told.equals(List.of(Optional.empty())));
        Contender only = scenario.join();
        Optional<FencingToken> token = Optional.of(only.leads().token());
        Conditions.await(
                "told the leader",
                scenario.timings().takeOver(),
                () -> last(told).equals(token));
        only.elector().close();
        Conditions.await(
                "told again that there is no leader",
                scenario.timings().takeOver(),
                () -> last(told).isEmpty());
        assertThat(told).hasSize(3);
    }

    @Test
    @Tag("P4")
    default void anObserverIsToldEveryLeaderThatStays(ContractScenario scenario) throws InterruptedException {
        List<Optional<FencingToken>> told = observe(scenario);
        Contender first = scenario.join(options -> options.withResignBackoff(Duration.ZERO));
        Contender second = scenario.join(options -> options.withResignBackoff(Duration.ZERO));
        for (int i = 0; i < 3; i++) {
            Contender leader = i % 2 == 0 ? first : second;
            Leadership leadership = leader.leads();
            Conditions.await(
                    "told", scenario.timings().takeOver(), () -> last(told).equals(Optional.of(leadership.token())));
            leader.elector().resign();
            leader.loses(leadership);
            scenario.awaitInQueue(leader);
        }
        List<Long> tokens =
                told.stream().flatMap(Optional::stream).map(FencingToken::value).toList();
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Tag("P4")
    @ShortLease
    default void anObserverIsToldOfALeaderThatWasDeletedByHand(ContractScenario scenario) throws InterruptedException {
        Contender deleted = scenario.join();
        Leadership first = deleted.leads();
        List<Optional<FencingToken>> told = observe(scenario);
        scenario.deleteByHand(deleted);
        deleted.loses(first);
        deleted.leads();
        // The leadership that it is told of may be a later one: on a busy machine a short lease can run out.
        Conditions.await(
                "told",
                scenario.timings().takeOver(),
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
    default void anObserverGoesOnInTheNextSession(ContractScenario scenario) throws InterruptedException {
        Contender first = scenario.join();
        Leadership before = first.leads();
        Contender second = scenario.join();
        Participant watching = scenario.connect();
        List<Optional<FencingToken>> told = observe(watching.baton().elector(scenario.election()));
        Conditions.await("told", scenario.timings().takeOver(), () -> last(told).equals(Optional.of(before.token())));
        watching.expireSession();
        first.elector().close();
        Optional<FencingToken> after = Optional.of(second.leads().token());
        Conditions.await(
                "told again", scenario.timings().takeOver(), () -> last(told).equals(after));
    }

    @Test
    @Tag("P4")
    default void anObservationThatIsClosedIsToldNothing(ContractScenario scenario) throws InterruptedException {
        Contender leader = scenario.join();
        Leadership first = leader.leads();
        List<Optional<FencingToken>> told = new CopyOnWriteArrayList<>();
        LeaderElector elector = scenario.observer(scenario.election());
        Subscription closed = elector.observe(now -> told.add(now.map(Leader::token)));
        Conditions.await("told", scenario.timings().takeOver(), () -> !told.isEmpty());
        closed.close();
        List<Optional<FencingToken>> open = observe(scenario);
        Conditions.await("the open one is told", scenario.timings().takeOver(), () -> !open.isEmpty());
        leader.elector().close();
        Conditions.await(
                "the open one is told that there is no leader",
                scenario.timings().takeOver(),
                () -> last(open).isEmpty());
        assertThat(told).containsExactly(Optional.of(first.token()));
    }

    @Test
    @Tag("P4")
    @Tag("P5")
    default void anObserverThatThrowsStopsNothing(ContractScenario scenario) throws InterruptedException {
        scenario.observer(scenario.election()).observe(now -> {
            throw new IllegalStateException("thrown by a test");
        });
        List<Optional<FencingToken>> told = observe(scenario);
        Contender leader = scenario.join(UnaryOperator.identity());
        Optional<FencingToken> token = Optional.of(leader.leads().token());
        Conditions.await("told", scenario.timings().takeOver(), () -> last(told).equals(token));
    }

    private static List<Optional<FencingToken>> observe(ContractScenario scenario) {
        return observe(scenario.observer(scenario.election()));
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
