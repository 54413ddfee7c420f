// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.testkit.fixture.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.ConnectionLossException;
import org.apache.zookeeper.KeeperException.SessionExpiredException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper.States;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TestEnsembleTest {

    private static final Duration SESSION = Duration.ofSeconds(2);
    private static final Duration BOUND = Duration.ofSeconds(60);

    private TestEnsemble ensemble;
    private TestServer leader;
    private TestServer follower;
    private TestServer other;

    @BeforeEach
    void start() throws InterruptedException {
        long start = System.nanoTime();
        // A follower that is cut off serves on for 6 s.
        ensemble = TestEnsemble.start(3, ServerSpec.standard().syncLimit(12));
        leader = ensemble.leader();
        List<TestServer> followers = ensemble.followers();
        follower = followers.get(0);
        other = followers.get(1);
        System.out.println("an ensemble of three starts in " + (System.nanoTime() - start) / 1_000_000 + " ms");
    }

    @AfterEach
    void stop() {
        ensemble.close();
    }

    @Test
    void aCutOffFollowerServesItsClientAfterTheSessionHasExpired() throws Exception {
        try (RawClient cutOff = RawClient.connect(follower.connectString(), SESSION);
                RawClient whole = RawClient.connect(other.connectString(), SESSION)) {
            cutOff.handle().create("/ephemeral", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            await().atMost(BOUND).until(() -> whole.handle().exists("/ephemeral", false) != null);

            ensemble.cutFromLeader(follower);
            long cut = System.nanoTime();
            await().atMost(BOUND).until(() -> whole.handle().exists("/ephemeral", false) == null);
            System.out.println("cut off, expired after " + (System.nanoTime() - cut) / 1_000_000 + " ms");
            assertThat(cutOff.handle().exists("/ephemeral", false)).isNotNull();
            assertThat(cutOff.handle().getState()).isEqualTo(States.CONNECTED);
            assertThat(follower.mode()).isEqualTo("follower");

            await().atMost(BOUND).until(() -> follower.mode().isEmpty());
            System.out.println("cut off, stops serving after " + (System.nanoTime() - cut) / 1_000_000 + " ms");
            ensemble.heal(follower);
            await().atMost(BOUND).until(() -> follower.mode().equals("follower"));
            await().atMost(BOUND).until(() -> hasExpired(cutOff));
            assertThat(ensemble.leader()).isSameAs(leader);
        }
    }

    private static boolean hasExpired(RawClient client) throws Exception {
        try {
            client.handle().exists("/ephemeral", false);
            return false;
        } catch (ConnectionLossException notYet) {
            return false;
        } catch (SessionExpiredException expired) {
            return true;
        }
    }

    @Test
    void aFollowerWhoseRepliesAreCutStillHearsItsLeader() throws Exception {
        Duration longSession = Duration.ofSeconds(10);
        try (RawClient halfCut = RawClient.connect(follower.connectString(), longSession);
                RawClient whole = RawClient.connect(other.connectString(), longSession)) {
            ensemble.cutRepliesToLeader(follower);
            CountDownLatch written = new CountDownLatch(1);
            whole.handle().create("/heard", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            await().atMost(BOUND).until(() -> halfCut.handle().exists("/heard", false) != null);
            halfCut.handle()
                    .create(
                            "/unheard",
                            new byte[0],
                            Ids.OPEN_ACL_UNSAFE,
                            CreateMode.PERSISTENT,
                            (code, path, context, name) -> written.countDown(),
                            null);
            assertThat(written.await(1, TimeUnit.SECONDS)).isFalse();
            assertThat(whole.handle().exists("/unheard", false)).isNull();
            ensemble.heal(follower);
            assertThat(written.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(whole.handle().exists("/unheard", false)).isNotNull();
        }
    }

    @Test
    void aLeaderThatWakesWithoutAFollowersRepliesExpiresItsSessions() throws Exception {
        Duration session = Duration.ofSeconds(4);
        try (RawClient halfCut = RawClient.connect(follower.connectString(), session);
                RawClient whole = RawClient.connect(other.connectString(), session)) {
            long written = System.nanoTime();
            halfCut.handle().create("/ephemeral", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            await().atMost(BOUND).until(() -> whole.handle().exists("/ephemeral", false) != null);
            leader.pause();
            long wakesAt = written + session.dividedBy(2).minusMillis(100).toNanos();
            await().atMost(Await.LONG).until(() -> System.nanoTime() - wakesAt > 0);
            ensemble.cutRepliesToLeader(follower);
            leader.resume();
            await().atMost(BOUND).until(() -> whole.handle().exists("/ephemeral", false) == null);
            System.out.println(
                    "half cut, expired " + (System.nanoTime() - written) / 1_000_000 + " ms after its last write");
            assertThat(ensemble.leader()).isSameAs(leader);
        }
    }

    @Test
    void aPausedLeaderIsReplacedAndFollowsWhenItWakes() throws Exception {
        try (RawClient client = RawClient.connect(other.connectString(), SESSION)) {
            client.handle().create("/kept", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        leader.pause();
        TestServer successor = ensemble.leader();
        assertThat(successor).isNotSameAs(leader);
        leader.resume();
        await().atMost(BOUND).until(() -> leader.mode().equals("follower"));
        leader.kill();
        leader.restart();
        try (RawClient client = RawClient.connect(leader.connectString(), SESSION)) {
            assertThat(client.handle().exists("/kept", false)).isNotNull();
        }
    }
}
