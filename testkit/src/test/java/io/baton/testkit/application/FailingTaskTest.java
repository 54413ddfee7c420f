// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Conditions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task that throws gives the place up, so that a process which can do the work leads. */
class FailingTaskTest {

    private final Connections connections = new Connections();

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void aTaskThatThrowsLetsTheNextCandidateLead() throws InterruptedException {
        LeaderElector failing = connections.connect().elector("billing");
        failing.whileLeader(leadership -> {
            throw new IllegalStateException("no database here");
        });
        failing.start().awaitLeadership();
        LeaderElector able = connections.connect().elector("billing").start();
        assertThat(able.awaitLeadership(Connections.SOON)).isPresent();
    }

    @Test
    void anErrorOfATaskIsAFailureToo() throws InterruptedException {
        LeaderElector failing = connections.connect().elector("billing");
        failing.whileLeader(leadership -> {
            throw new NoClassDefFoundError("thrown by a test");
        });
        failing.start().awaitLeadership();
        LeaderElector able = connections.connect().elector("billing").start();
        assertThat(able.awaitLeadership(Connections.SOON)).isPresent();
    }

    @Test
    void anInterruptThatDoesNotComeFromTheEndOfTheLeadershipIsAFailure() throws InterruptedException {
        LeaderElector failing = connections.connect().elector("billing");
        failing.whileLeader(leadership -> {
            throw new InterruptedException("thrown by a test");
        });
        failing.start().awaitLeadership();
        LeaderElector able = connections.connect().elector("billing").start();
        assertThat(able.awaitLeadership(Connections.SOON)).isPresent();
    }

    @Test
    void aTaskThatReturnsKeepsTheLeadership() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        LeaderElector only = connections.connect().elector("billing");
        only.whileLeader(leadership -> runs.incrementAndGet());
        Leadership leadership = only.start().awaitLeadership();
        Conditions.await("the task has run", Connections.SOON, () -> runs.get() == 1);
        Conditions.staysTrue("held", Connections.SOON.dividedBy(20), leadership::isHeld);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aTaskThatAlwaysFailsDoesNotMakeItsProcessSpin() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        LeaderElector only =
                connections.connect(Map.of("baton.resign-backoff", "0s")).elector("billing");
        only.whileLeader(leadership -> {
            runs.incrementAndGet();
            throw new IllegalStateException("thrown by a test");
        });
        only.start();
        Conditions.await("it is tried again", Connections.SOON, () -> runs.get() >= 3);
        int before = runs.get();
        Conditions.staysTrue("pauses grow", Connections.SOON.dividedBy(20), () -> runs.get() <= before + 1);
    }
}
