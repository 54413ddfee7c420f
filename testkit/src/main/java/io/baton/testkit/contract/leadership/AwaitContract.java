// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.contract.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.BatonException;
import io.baton.Leadership;
import io.baton.testkit.contract.scenario.Contender;
import io.baton.testkit.contract.scenario.Contract;
import io.baton.testkit.contract.scenario.ContractScenario;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a thread waits to lead. */
public interface AwaitContract extends Contract {

    @Test
    @Tag("P8")
    default void waitingForLeadershipEndsWhenItsTimeHasPassed(ContractScenario scenario) throws InterruptedException {
        scenario.join().leads();
        Contender second = scenario.join();
        assertThat(second.elector().awaitLeadership(Duration.ZERO)).isEmpty();
        assertThat(second.elector().awaitLeadership(Duration.ofMillis(20))).isEmpty();
    }

    @Test
    @Tag("P8")
    default void waitingForLeadershipEndsWhenTheElectorIsClosed(ContractScenario scenario) throws InterruptedException {
        scenario.join().leads();
        Contender second = scenario.join();
        CompletableFuture<Leadership> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return second.elector().awaitLeadership();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        second.elector().close();
        assertThatThrownBy(() -> waiting.get(scenario.timings().takeOver().toMillis(), TimeUnit.MILLISECONDS))
                .hasCauseInstanceOf(BatonException.class)
                .hasMessageContaining("closed");
    }

    @Test
    @Tag("P8")
    default void waitingForLeadershipEndsWhenTheThreadIsInterrupted(ContractScenario scenario)
            throws InterruptedException {
        scenario.join().leads();
        Contender second = scenario.join();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                second.elector().awaitLeadership();
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        });
        thread.start();
        thread.interrupt();
        thread.join();
        assertThat(interrupted).isCompletedWithValue(true);
    }
}
