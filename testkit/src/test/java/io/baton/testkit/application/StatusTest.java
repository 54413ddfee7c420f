// SPDX-License-Identifier: Apache-2.0
package io.baton.testkit.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.ElectionStatus;
import io.baton.ElectionStatus.State;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LossReason;
import io.baton.connection.ConnectionListener;
import io.baton.testkit.contract.scenario.Conditions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a connection knows without asking its store. */
class StatusTest {

    private final Connections connections = new Connections();
    private final Baton baton = connections.connect(Map.of("baton.resign-backoff", "1h"));

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void electorsAreFoundAsLongAsTheyAreOpen() {
        LeaderElector reports = baton.elector("reports");
        LeaderElector billing = baton.elector("billing");
        assertThat(baton.find("billing")).containsSame(billing);
        assertThat(baton.find("unknown")).isEmpty();
        assertThat(baton.electors()).containsExactly(billing, reports);
        billing.close();
        assertThat(baton.find("billing")).isEmpty();
        assertThat(baton.electors()).containsExactly(reports);
        assertThat(baton.elector("billing")).isNotSameAs(billing);
    }

    @Test
    void theStatusFollowsACandidateThroughItsStates() throws InterruptedException {
        LeaderElector elector = baton.elector("billing");
        assertThat(status().state()).isEqualTo(State.IDLE);
        assertThat(status().losses()).isEmpty();
        Leadership leadership = elector.start().awaitLeadership();
        Conditions.await("leads", Connections.SOON, () -> status().state() == State.LEADING);
        ElectionStatus leading = status();
        assertThat(leading.token()).contains(leadership.token());
        assertThat(leading.remaining()).isPositive();
        assertThat(leading.leader())
                .map(Leader::id)
                .contains(elector.candidate().id());
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        elector.whileLeader(held -> {
            working.countDown();
            Conditions.await("the end", Connections.SOON, () -> end.getCount() == 0);
        });
        working.await();
        elector.resign();
        Conditions.await("drains", Connections.SOON, () -> status().state() == State.DRAINING);
        assertThat(status().token()).isEmpty();
        assertThat(status().remaining()).isZero();
        end.countDown();
        Conditions.await("stays out", Connections.SOON, () -> status().state() == State.IDLE);
        assertThat(status().losses()).isEqualTo(Map.of(LossReason.RESIGNED, 1L));
        assertThat(status().since()).isLessThan(Connections.SOON);
    }

    @Test
    void theLeaderThatAnObserverWasToldIsKnownToTheStatus() throws InterruptedException {
        baton.elector("billing").start().awaitLeadership();
        Baton second = connections.connect();
        LeaderElector waiting = second.elector("billing").start();
        assertThat(second.status().elections().get(0).leader()).isEmpty();
        var unused = waiting.observe(leader -> {});
        Conditions.await(
                "known",
                Connections.SOON,
                () -> second.status().elections().get(0).leader().isPresent());
        Conditions.await(
                "waits",
                Connections.SOON,
                () -> second.status().elections().get(0).state() == State.WAITING);
        assertThat(second.status().elections().get(0).since()).isBetween(Duration.ZERO, Connections.SOON);
    }

    @Test
    void aClosedConnectionTakesNoListener() {
        baton.close();
        assertThatThrownBy(() -> baton.listen(new ConnectionListener() {}))
                .isInstanceOf(BatonException.class)
                .hasMessageContaining("closed");
        assertThat(baton.status().elections()).isEmpty();
    }

    private ElectionStatus status() {
        return baton.status().elections().get(0);
    }
}
