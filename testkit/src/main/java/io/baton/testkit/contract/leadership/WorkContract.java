// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.ElectorOptions.OnTaskFailure;
import io.baton.Leadership;
import io.baton.LeadershipLostException;
import io.baton.testkit.contract.scenario.Conditions;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Work that is done while a process leads, and what becomes of it when it does not lead any more. */
public interface WorkContract extends Contract {

    @Test
    @Tag("P7")
    default void workRunsOnceInEachLeadershipAndIsInterruptedAtItsEnd(ContractScenario scenario)
            throws InterruptedException {
        Contender only = scenario.contender(
                scenario.connect(), scenario.election(), options -> options.withResignBackoff(Duration.ZERO));
        List<String> ran = new CopyOnWriteArrayList<>();
        only.elector().whileLeader(leadership -> {
            ran.add("begins " + leadership.token());
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ran.add("ends " + leadership.token() + " held " + leadership.isHeld());
                throw e;
            }
        });
        only.elector().start();
        List<String> expected = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            Leadership leadership = only.leads();
            expected.add("begins " + leadership.token());
            Conditions.await("the work runs", scenario.timings().takeOver(), () -> ran.equals(expected));
            only.elector().resign();
            expected.add("ends " + leadership.token() + " held false");
            Conditions.await("the work is interrupted", scenario.timings().takeOver(), () -> ran.containsAll(expected));
        }
        assertThat(ran).startsWith(expected.toArray(String[]::new));
    }

    @Test
    @Tag("P7")
    default void workRunsInAThreadOfItsOwn(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership leadership = only.leads();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        List<Leadership> current = new CopyOnWriteArrayList<>();
        only.elector().whileLeader(held -> {
            Leadership.current().ifPresent(current::add);
            threads.add(Thread.currentThread());
        });
        Conditions.await("the work has run", scenario.timings().takeOver(), () -> !threads.isEmpty());
        assertThat(threads.get(0).getName()).startsWith("baton-work-");
        assertThat(current).containsExactly(leadership);
        assertThat(leadership.isHeld()).isTrue();
    }

    @Test
    @Tag("P7")
    default void workThatThrowsLetsTheNextCandidateLead(ContractScenario scenario) throws InterruptedException {
        Contender failing = scenario.contender(scenario.connect(), scenario.election(), UnaryOperator.identity());
        failing.elector().whileLeader(leadership -> {
            throw new IllegalStateException("thrown by a test");
        });
        failing.elector().start();
        Contender able = scenario.join();
        Leadership leadership = able.leads();
        scenario.goesOn("held", leadership::isHeld);
    }

    @Test
    @Tag("P7")
    default void workThatThrowsKeepsTheLeadershipIfItsOptionsSaySo(ContractScenario scenario)
            throws InterruptedException {
        Contender only = scenario.contender(
                scenario.connect(),
                scenario.election(),
                options -> options.withResignBackoff(Duration.ZERO).withOnTaskFailure(OnTaskFailure.KEEP));
        List<Leadership> ran = new CopyOnWriteArrayList<>();
        only.elector().whileLeader(leadership -> {
            ran.add(leadership);
            throw new IllegalStateException("thrown by a test");
        });
        only.elector().start();
        Leadership first = only.leads();
        Conditions.await("the work has run", scenario.timings().takeOver(), () -> ran.contains(first));
        Conditions.staysTrue("held", scenario.timings().request(), first::isHeld);
        only.elector().resign();
        only.loses(first);
        Leadership second = only.leads();
        Conditions.await("the work runs again", scenario.timings().takeOver(), () -> ran.contains(second));
        assertThat(ran).containsExactly(first, second);
    }

    @Test
    @Tag("P7")
    default void theCurrentLeadershipIsKnownInsideWorkAndNowhereElse(ContractScenario scenario) throws Exception {
        Leadership leadership = scenario.join().leads();
        assertThat(Leadership.current()).isEmpty();
        assertThat(leadership.call(Leadership::current)).contains(leadership);
        leadership.run(() -> assertThat(Leadership.current()).contains(leadership));
        assertThatThrownBy(() -> leadership.run(() -> {
                    throw new IllegalStateException("thrown by a test");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Leadership.current()).isEmpty();
    }

    @Test
    @Tag("P7")
    default void workDoesNotStartWhenTheLeadershipHasEnded(ContractScenario scenario) throws InterruptedException {
        Contender only = scenario.join();
        Leadership leadership = only.leads();
        only.elector().resign();
        only.loses(leadership);
        assertThatThrownBy(() -> leadership.call(() -> "started")).isInstanceOf(LeadershipLostException.class);
        assertThatThrownBy(() -> leadership.run(() -> {})).isInstanceOf(LeadershipLostException.class);
    }
}
