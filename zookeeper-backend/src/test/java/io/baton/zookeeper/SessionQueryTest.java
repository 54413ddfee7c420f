// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.Candidate;
import io.baton.spi.CandidateQueue;
import io.baton.spi.ElectionName;
import io.baton.spi.FloorRecord;
import io.baton.spi.QueuePosition;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.zookeeper.server.ServerExtension;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be asked without standing. */
@Timeout(300)
class SessionQueryTest {

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    @Test
    void theFloorIsRaisedByCompareAndSetAndNeverLowered() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString())) {
            assertThat(one.raiseTokenFloor("floor", 500)).isEqualTo(500);
            assertThat(one.raiseTokenFloor("floor", 100)).isEqualTo(500);
            long since = ZOOKEEPER.store().exists("/baton/.floor/floor", false).getMzxid();
            ProbeCandidacy leader = one.enter("floor");
            FloorRecord floor = leader.lead().floor();
            assertThat(floor.floor()).isEqualTo(500);
            assertThat(floor.since()).isEqualTo(since);
            leader.candidacy().raiseValidity(floor, floor.validityNanos() + 1);
            QueuePosition queuePosition = leader.position();
            assertThat(queuePosition.floor().validityNanos()).isEqualTo(floor.validityNanos() + 1);
            assertThat(queuePosition.floor().since()).isEqualTo(since);
            leader.candidacy().raiseValidity(floor, floor.validityNanos() + 2);
            assertThat(leader.position()).isEqualTo(queuePosition);
            assertThat(one.candidateQueue("floor").floor()).isEqualTo(500);
            assertThatThrownBy(() -> one.raiseTokenFloor("floor", Long.MAX_VALUE / 2 + 1))
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anObserverIsToldOfEveryChange() throws Exception {
        try (Participant one = Participant.at(ZOOKEEPER.server().connectString());
                Participant two = Participant.at(ZOOKEEPER.server().connectString())) {
            BlockingQueue<String> changes = new LinkedBlockingQueue<>();
            var observation = two.session().observe(new ElectionName("observed"), () -> changes.add("changed"));
            awaitChange(changes);
            assertThat(two.candidateQueue("observed")).isEqualTo(new CandidateQueue(List.of(), 0));
            ProbeCandidacy leader = one.enter("observed");
            QueuePosition led = leader.lead();
            await().atMost(Await.LONG).until(() -> {
                changes.clear();
                return two.candidateQueue("observed").queue().stream().anyMatch(CandidateQueue.QueuedCandidate::leads);
            });
            assertThat(two.candidateQueue("observed").queue())
                    .containsExactly(new CandidateQueue.QueuedCandidate(
                            new Candidate("probe"), led.orderValue(), true, led.orderValue()));
            changes.clear();
            leader.release();
            awaitChange(changes);
            await().atMost(Await.LONG)
                    .until(() -> two.candidateQueue("observed").queue().isEmpty());
            observation.close();
            assertThat(two.facts().untold()).isEmpty();
        }
    }

    private static void awaitChange(BlockingQueue<String> changes) throws InterruptedException {
        assertThat(changes.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
}
