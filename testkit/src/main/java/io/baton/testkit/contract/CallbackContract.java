// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.Subscription;
import io.baton.testkit.fixture.BlockingListener;
import io.baton.testkit.fixture.Contender;
import io.baton.testkit.fixture.RecordingListener;
import io.baton.testkit.fixture.RecordingListener.Call;
import io.baton.testkit.fixture.Scene;
import io.baton.testkit.fixture.ThrowingListener;
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
    default void everyElectedIsFollowedByOneLost(Scene scene) throws InterruptedException {
        Contender only = scene.join(options -> options.withResignBackoff(Duration.ZERO));
        for (int i = 0; i < 4; i++) {
            Leadership leadership = only.leads();
            only.elector().resign();
            assertThat(only.loses(leadership)).isEqualTo(LossReason.RESIGNED);
        }
        only.elector().close();
        Scene.await("all losses are told", scene.limits().takeOver(), only.heard()::isComplete);
        assertThat(only.heard().contradictions()).isEmpty();
    }

    @Test
    @Tag("P5")
    default void heldIsTrueInsideElectedAndFalseInsideLost(Scene scene) throws InterruptedException {
        Contender only = scene.join();
        Leadership leadership = only.leads();
        // A leadership may end before onElected is called.
        Scene.await(
                "told", scene.limits().takeOver(), () -> !only.heard().calls().isEmpty());
        only.elector().resign();
        only.loses(leadership);
        assertThat(only.heard().calls().subList(0, 2)).extracting(Call::held).containsExactly(true, false);
    }

    @Test
    @Tag("P5")
    default void callsAreNotMadeByTheThreadThatRenews(Scene scene) throws InterruptedException {
        Contender only = scene.join();
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
    default void aListenerThatIsAddedLateHearsOfTheLeadershipOfTheMoment(Scene scene) throws InterruptedException {
        Contender only = scene.join();
        Leadership leadership = only.leads();
        RecordingListener late = new RecordingListener();
        only.elector().listen(late);
        Scene.await("told", scene.limits().takeOver(), () -> late.tokens().equals(List.of(leadership.token())));
        only.elector().resign();
        Scene.await(
                "told the loss",
                scene.limits().takeOver(),
                () -> late.lost(leadership).isPresent());
        assertThat(late.contradictions()).isEmpty();
    }

    @Test
    @Tag("P5")
    default void aListenerThatThrowsStopsNothing(Scene scene) throws InterruptedException {
        Contender only =
                scene.contender(scene.connect(), scene.election(), options -> options.withResignBackoff(Duration.ZERO));
        RecordingListener last = new RecordingListener();
        only.elector().listen(new ThrowingListener());
        only.elector().listen(last);
        only.elector().start();
        for (int i = 0; i < 3; i++) {
            Leadership leadership = only.leads();
            only.elector().resign();
            only.loses(leadership);
            Scene.await(
                    "told",
                    scene.limits().takeOver(),
                    () -> last.lost(leadership).isPresent());
        }
        assertThat(last.contradictions()).isEmpty();
    }

    @Test
    @Tag("P5")
    default void aListenerThatIsRemovedIsToldNothingMore(Scene scene) throws InterruptedException {
        Contender only =
                scene.contender(scene.connect(), scene.election(), options -> options.withResignBackoff(Duration.ZERO));
        RecordingListener removed = new RecordingListener();
        Subscription subscription = only.elector().listen(removed);
        only.elector().start();
        Leadership first = only.leads();
        Scene.await("told", scene.limits().takeOver(), () -> removed.tokens().equals(List.of(first.token())));
        subscription.close();
        only.elector().resign();
        only.loses(first);
        only.leads();
        assertThat(removed.tokens()).containsExactly(first.token());
        assertThat(removed.lost(first)).isEmpty();
    }

    @Test
    @Tag("P5")
    default void aListenerIsCalledByItsOwnExecutor(Scene scene) throws InterruptedException {
        Contender only = scene.contender(scene.connect(), scene.election(), UnaryOperator.identity());
        RecordingListener heard = new RecordingListener();
        ExecutorService own = Executors.newSingleThreadExecutor(call -> new Thread(call, "of-the-application"));
        try {
            only.elector().listen(heard, own);
            only.elector().start();
            Leadership leadership = only.leads();
            only.elector().resign();
            Scene.await(
                    "told the loss",
                    scene.limits().takeOver(),
                    () -> heard.lost(leadership).isPresent());
            assertThat(heard.calls()).extracting(Call::thread).containsOnly("of-the-application");
        } finally {
            own.shutdown();
        }
    }

    @Test
    @Tag("P5")
    default void aListenerThatBlocksDelaysNoRenewalAndNoOtherElection(Scene scene) throws InterruptedException {
        Contender blocked = scene.contender(scene.connect(), scene.election(), UnaryOperator.identity());
        try (BlockingListener blocking = new BlockingListener()) {
            blocked.elector().listen(blocking);
            blocked.elector().start();
            Leadership leadership = blocked.leads();
            Scene.await("blocked", scene.limits().takeOver(), () -> blocking.isInside());
            blocked.isRenewed(leadership);
            assertThat(leadership.isHeld()).as("held while a listener blocks").isTrue();
            Contender other = scene.join(
                    blocked.participant(), scene.election() + "-other", o -> o.withResignBackoff(Duration.ZERO));
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
    default void manyListenersThatBlockDelayOnlyThemselves(Scene scene) throws InterruptedException {
        Contender free = scene.contender(scene.connect(), scene.election(), o -> o.withResignBackoff(Duration.ZERO));
        List<BlockingListener> blocking = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                String name = scene.election() + "-" + i;
                Contender blocked = scene.contender(free.participant(), name, UnaryOperator.identity());
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
            blocking.forEach(each -> Scene.await("all block", scene.limits().takeOver(), each::isInside));
        } finally {
            blocking.forEach(BlockingListener::close);
        }
    }
}
