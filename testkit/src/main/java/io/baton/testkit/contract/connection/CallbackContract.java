// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.Subscription;
import io.baton.testkit.contract.scenario.BlockingListener;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import io.baton.testkit.contract.scenario.RecordingListener;
import io.baton.testkit.contract.scenario.RecordingListener.Call;
import io.baton.testkit.contract.scenario.ThrowingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the application is called. */
public interface CallbackContract extends Contract {
    @Test
    @Tag("P5")
    default void everyElectedIsFollowedByOneLost(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join(options -> options.withResignBackoff(Duration.ZERO));
        for (int i = 0; i < 4; i++) {
            Leadership leadership = only.leads();
            only.elector().resign();
            assertThat(only.loses(leadership)).isEqualTo(LossReason.RESIGNED);
        }
        only.elector().close();
        Conditions.await("all losses are told", scenario.timings().takeOver(), only.heard()::isComplete);
        assertThat(only.heard().contradictions()).isEmpty();
    }

    @Test
    @Tag("P5")
    default void heldIsTrueInsideElectedAndFalseInsideLost(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership leadership = only.leads();
        // A leadership may end before onElected is called.
        Conditions.await(
                "told",
                scenario.timings().takeOver(),
                () -> !only.heard().calls().isEmpty());
        only.elector().resign();
        only.loses(leadership);
        assertThat(only.heard().calls().subList(0, 2)).extracting(Call::held).containsExactly(true, false);
    }

    @Test
    @Tag("P5")
    default void callsAreNotMadeByTheThreadThatRenews(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership leadership = only.leads();
        CompletableFuture<String> inLost = new CompletableFuture<>();
        leadership
                .lost()
                .thenAccept(reason -> inLost.complete(Thread.currentThread().getName()));
        only.elector().resign();
        only.loses(leadership);
        assertThat(only.heard().calls()).extracting(Call::thread).allMatch(name -> name.contains("-callback-"));
        assertThat(inLost.join()).contains("-callback-");
    }

    @Test
    @Tag("P5")
    default void aListenerThatIsAddedLateHearsOfTheLeadershipOfTheMoment(ContractScenario scenario)
            throws InterruptedException {
        Contender only = scenario.join();
        Leadership leadership = only.leads();
        RecordingListener late = new RecordingListener();
        only.elector().listen(late);
        Conditions.await(
                "told", scenario.timings().takeOver(), () -> late.tokens().equals(List.of(leadership.token())));
        only.elector().resign();
        Conditions.await(
                "told the loss",
                scenario.timings().takeOver(),
                () -> late.lost(leadership).isPresent());
        assertThat(late.contradictions()).isEmpty();
    }

    @Test
    @Tag("P5")
    default void aListenerThatThrowsStopsNothing(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.contender(
                scenario.connect(), scenario.election(), options -> options.withResignBackoff(Duration.ZERO));
        RecordingListener last = new RecordingListener();
        only.elector().listen(new ThrowingListener());
        only.elector().listen(last);
        only.elector().start();
        for (int i = 0; i < 3; i++) {
            Leadership leadership = only.leads();
            only.elector().resign();
            only.loses(leadership);
            Conditions.await(
                    "told",
                    scenario.timings().takeOver(),
                    () -> last.lost(leadership).isPresent());
        }
        assertThat(last.contradictions()).isEmpty();
    }

    @Test
    @Tag("P5")
    default void aListenerThatIsRemovedIsToldNothingMore(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.contender(
                scenario.connect(), scenario.election(), options -> options.withResignBackoff(Duration.ZERO));
        RecordingListener removed = new RecordingListener();
        Subscription subscription = only.elector().listen(removed);
        only.elector().start();
        Leadership first = only.leads();
        Conditions.await(
                "told", scenario.timings().takeOver(), () -> removed.tokens().equals(List.of(first.token())));
        subscription.close();
        only.elector().resign();
        only.loses(first);
        only.leads();
        assertThat(removed.tokens()).containsExactly(first.token());
        assertThat(removed.lost(first)).isEmpty();
    }

    @Test
    @Tag("P5")
    default void aListenerIsCalledByItsOwnExecutor(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.contender(scenario.connect(), scenario.election(), UnaryOperator.identity());
        RecordingListener heard = new RecordingListener();
        ExecutorService own = Executors.newSingleThreadExecutor(call -> new Thread(call, "of-the-application"));
        try {
            only.elector().listen(heard, own);
            only.elector().start();
            Leadership leadership = only.leads();
            only.elector().resign();
            Conditions.await(
                    "told the loss",
                    scenario.timings().takeOver(),
                    () -> heard.lost(leadership).isPresent());
            assertThat(heard.calls()).extracting(Call::thread).containsOnly("of-the-application");
        } finally {
            own.shutdown();
        }
    }

    @Test
    @Tag("P5")
    default void aListenerThatBlocksDelaysNoRenewalAndNoOtherElection(ContractScenario scenario)
            throws InterruptedException {
        Contender blocked = scenario.contender(scenario.connect(), scenario.election(), UnaryOperator.identity());
        try (BlockingListener blocking = new BlockingListener()) {
            blocked.elector().listen(blocking);
            blocked.elector().start();
            Leadership leadership = blocked.leads();
            Conditions.await("blocked", scenario.timings().takeOver(), () -> blocking.isInside());
            blocked.isRenewed(leadership);
            assertThat(leadership.isHeld()).as("held while a listener blocks").isTrue();
            Contender other = scenario.join(
                    blocked.participant(), scenario.election() + "-other", o -> o.withResignBackoff(Duration.ZERO));
            for (int i = 0; i < 3; i++) {
                Leadership second = other.leads();
                other.elector().resign();
                other.loses(second);
            }
            assertThat(leadership.isHeld()).isTrue();
        }
    }

    @Test
    @Tag("P5")
    default void manyListenersThatBlockDelayOnlyThemselves(ContractScenario scenario) throws InterruptedException {
        Contender free =
                scenario.contender(scenario.connect(), scenario.election(), o -> o.withResignBackoff(Duration.ZERO));
        List<BlockingListener> blocking = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                String name = scenario.election() + "-" + i;
                Contender blocked = scenario.contender(free.participant(), name, UnaryOperator.identity());
                blocking.add(new BlockingListener());
                blocked.elector().listen(blocking.get(i));
                blocked.elector().start();
            }
            free.elector().start();
            for (int i = 0; i < 3; i++) {
                Leadership leadership = free.leads();
                free.elector().resign();
                free.loses(leadership);
            }
            blocking.forEach(
                    each -> Conditions.await("all block", scenario.timings().takeOver(), each::isInside));
        } finally {
            blocking.forEach(BlockingListener::close);
        }
    }
}
