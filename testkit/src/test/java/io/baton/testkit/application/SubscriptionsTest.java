// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.RecordingListener;
import io.baton.testkit.contract.scenario.RecordingListener.Call;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listener may bring its own executor, which harms nothing but its listener. */
class SubscriptionsTest {

    private final Connections connections = new Connections();
    private final Baton baton = connections.connect();
    private final LeaderElector elector = baton.elector("billing");
    private final RecordingListener other = new RecordingListener();

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void anExecutorThatRunsCallsWhereItIsAskedRunsThemOnACallbackThread() throws InterruptedException {
        RecordingListener heard = new RecordingListener();
        elector.listen(heard, Runnable::run);
        leadAndResign();
        Conditions.await("told", Connections.SOON, heard::isComplete);
        assertThat(heard.calls()).extracting(Call::thread).allMatch(name -> name.contains("-callback-"));
        assertThat(heard.contradictions()).isEmpty();
    }

    @Test
    void callsThatAnExecutorRefusesAreHandedOverLaterAndInOrder() throws InterruptedException {
        RecordingListener heard = new RecordingListener();
        AtomicInteger asked = new AtomicInteger();
        Executor full = call -> {
            if (asked.incrementAndGet() <= 3) {
                throw new RejectedExecutionException("thrown by a test");
            }
            call.run();
        };
        elector.listen(heard, full);
        elector.listen(other);
        List<Leadership> led = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 4; i++) {
            led.add(leadAndResign());
        }
        Conditions.await(
                "told all", Connections.SOON, () -> heard.lost(led.get(3)).isPresent());
        assertThat(heard.tokens()).containsExactlyElementsOf(other.tokens());
        assertThat(heard.contradictions()).isEmpty();
        assertThat(other.contradictions()).isEmpty();
    }

    @Test
    void anExecutorThatThrowsAnErrorStopsNothing() throws InterruptedException {
        elector.listen(new RecordingListener(), call -> {
            throw new NoClassDefFoundError("thrown by a test");
        });
        elector.listen(other);
        for (int i = 0; i < 3; i++) {
            Leadership leadership = leadAndResign();
            Conditions.await(
                    "told", Connections.SOON, () -> other.lost(leadership).isPresent());
        }
    }

    private Leadership leadAndResign() throws InterruptedException {
        Leadership leadership = elector.start().awaitLeadership();
        elector.resign();
        Conditions.await("lost", Connections.SOON, () -> !leadership.isHeld());
        return leadership;
    }
}
