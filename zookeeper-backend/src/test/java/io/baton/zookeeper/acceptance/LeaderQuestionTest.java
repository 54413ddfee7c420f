// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it costs to ask who leads. */
@Timeout(300)
class LeaderQuestionTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int MANY = 2_000;

    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void askingWhoLeadsCostsTheSameInEveryQueue() throws Exception {
        try (Baton leading = Connecting.to(server.connectString()).connect();
                PlainCandidates plain = new PlainCandidates(server.connectString(), Latches.path("many"));
                RequestLog log = RequestLog.inFrontOf(server);
                Baton asking = Connecting.to(log.connectString()).connect()) {
            LeaderElector leader = leading.elector("many").start();
            long token = leader.awaitLeadership(BOUND).orElseThrow().token().value();
            plain.stand(MANY);
            LeaderElector asker = asking.elector("many");
            log.clear();
            assertThat(asker.leader()).map(led -> led.token().value()).contains(token);
            Cost cost = Cost.of(log, log.sessions().iterator().next());
            System.out.println("leader() among " + MANY + " candidates: " + cost);
            assertThat(cost.requests()).isLessThanOrEqualTo(5);
            assertThat(cost.asked() + cost.answered()).isLessThanOrEqualTo(5_000);
            assertThat(cost.listings()).isZero();
        }
    }

    @Test
    void observingALeaderDoesNotListTheQueue() throws Exception {
        try (Baton leading = Connecting.to(server.connectString()).connect();
                PlainCandidates plain = new PlainCandidates(server.connectString(), Latches.path("observed"));
                RequestLog log = RequestLog.inFrontOf(server);
                Baton asking = Connecting.to(log.connectString()).connect()) {
            LeaderElector leader = leading.elector("observed").start();
            assertThat(leader.awaitLeadership(BOUND)).isPresent();
            plain.stand(MANY);
            List<Optional<Leader>> observed = new CopyOnWriteArrayList<>();
            log.clear();
            asking.elector("observed").observe(observed::add);
            await().atMost(BOUND).until(() -> !observed.isEmpty());
            Cost cost = Cost.of(log, log.sessions().iterator().next());
            System.out.println("observe() among " + MANY + " candidates: " + cost);
            assertThat(observed.get(0)).isPresent();
            assertThat(cost.listings()).isZero();
            assertThat(cost.asked() + cost.answered()).isLessThanOrEqualTo(10_000);
        }
    }

    // Closing is what is tested.
    @SuppressWarnings("try")
    @Test
    void aLatchThatIsFirstIsStillTheLeader() throws Exception {
        CuratorFramework client = Latches.client(server.connectString());
        LeaderLatch latch = new LeaderLatch(client, Latches.path("latch"), "latch");
        try (Baton baton = Connecting.to(server.connectString()).connect()) {
            LeaderElector elector = baton.elector("latch");
            assertThat(elector.leader()).isEmpty();
            latch.start();
            await().atMost(BOUND).until(latch::hasLeadership);
            elector.start();
            await().atMost(BOUND).until(() -> elector.candidates().size() == 2);
            assertThat(elector.leader()).map(Leader::id).contains("latch");
            latch.close();
            long token = elector.awaitLeadership(BOUND).orElseThrow().token().value();
            assertThat(elector.leader()).map(led -> led.token().value()).contains(token);
            try (LeaderLatch later = new LeaderLatch(client, Latches.path("latch"), "later")) {
                later.start();
                await().atMost(BOUND).until(() -> elector.candidates().size() == 2);
                assertThat(elector.leader()).map(led -> led.token().value()).contains(token);
                elector.close();
                await().atMost(BOUND)
                        .untilAsserted(() -> assertThat(baton.elector("latch").leader())
                                .map(Leader::id)
                                .contains("later"));
            }
        } finally {
            client.close();
        }
    }
}
