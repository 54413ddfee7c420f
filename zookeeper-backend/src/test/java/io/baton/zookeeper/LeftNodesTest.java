// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.spi.MonotonicClock;
import io.baton.spi.SessionRequest;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.testkit.spi.SpiParticipant;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.ServerExtension;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was created and not seen deleted goes, as long as its ZooKeeper session stands. */
@Timeout(300)
class LeftNodesTest {

    private static final Duration SHORT = Duration.ofMillis(500);

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    private RequestLog log;
    private CuratorFramework client;

    @BeforeEach
    void startClient() {
        log = RequestLog.inFrontOf(ZOOKEEPER.server());
        client = CuratorFrameworkFactory.builder()
                .connectString(log.connectString())
                .sessionTimeoutMs(10_000)
                .connectionTimeoutMs(3000)
                .ensembleTracker(false)
                .retryPolicy(new RetryOneTime(100))
                .build();
        client.start();
    }

    @AfterEach
    void closeClient() {
        client.close();
        log.close();
    }

    private SpiParticipant participant() throws InterruptedException {
        return new SpiParticipant(
                ZooKeeperBackend.using(client).build(),
                new SessionRequest(Participant.LEASE, SHORT, MonotonicClock.SYSTEM));
    }

    @Test
    void answersThatComeTooLateForTheEndOfASessionStillDelete() throws Exception {
        SpiParticipant one = participant();
        ProbeCandidacy leader = one.enter("held");
        leader.lead();
        log.network().cutRequests();
        ZOOKEEPER.store().delete("/baton/.fence/" + one.name(), -1);
        one.facts().eventually("ended");
        one.close();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(batonThreads()).isEmpty());
        assertThat(children("held")).hasSize(1);
        log.network().heal();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(children("held")).isEmpty());
        assertThat(client.getZookeeperClient().isConnected()).isTrue();
        await().atMost(Await.LONG).until(() -> ZOOKEEPER.store().exists("/baton/.sign/" + one.name(), false) == null);
    }

    @Test
    void aBrokenConnectionAtTheEndOfASessionIsNoReasonToLeaveANode() throws Exception {
        SpiParticipant one = participant();
        one.enter("broken").lead();
        log.network().cutRequests();
        one.close();
        log.network().dropConnections();
        log.network().heal();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(children("broken")).isEmpty());
    }

    /** The reply to the creation comes after the session's end. */
    @Test
    void aNodeOfAnEntryThatWasNeverAnsweredGoes() throws Exception {
        SpiParticipant one = participant();
        one.enter("never-answered").lead();
        log.onRequest(
                request -> request.op().startsWith("create"),
                () -> log.network().cutReplies());
        ProbeCandidacy waiting = one.enter("never-answered");
        await().atMost(Await.LONG).until(() -> children("never-answered").size() == 2);
        one.close();
        log.network().dropConnections();
        log.network().heal();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(children("never-answered")).isEmpty());
        assertThat(waiting.facts().untold()).doesNotContain("position");
    }

    @Test
    void theNextSessionIsNotHeldUpByNodesOfTheOneBefore() throws Exception {
        SpiParticipant one = participant();
        one.enter("next").lead();
        log.network().cutRequests();
        ZOOKEEPER.store().delete("/baton/.fence/" + one.name(), -1);
        one.facts().eventually("ended");
        one.close();
        log.network().heal();
        try (SpiParticipant next = participant()) {
            ProbeCandidacy probeCandidacy = next.enter("next");
            probeCandidacy.facts().eventually("position");
            await().atMost(Await.LONG).until(() -> children("next").size() == 1);
            assertThat(probeCandidacy.look().predecessor()).isEmpty();
        }
    }

    @Test
    void aRefusedEntryIsTakenBackAlsoWhenTheDeletionIsLost() throws Exception {
        try (SpiParticipant one = participant()) {
            ProbeCandidacy first = one.enter("refused");
            first.lead();
            first.release();
            ZOOKEEPER.store().setData("/baton/.floor/refused", new byte[] {'?'}, -1);
            log.onRequest(
                    request -> request.op().equals("delete"),
                    () -> log.network().dropConnections());
            ProbeCandidacy refused = one.enter("refused");
            refused.facts().next("refused");
            await().atMost(Await.LONG)
                    .untilAsserted(() -> assertThat(children("refused")).isEmpty());
        }
    }

    @Test
    void aClientThatItsOwnerClosesLeavesNothingBehindEither() throws Exception {
        SpiParticipant one = participant();
        one.enter("owner").lead();
        log.network().cutRequests();
        one.close();
        log.network().heal();
        client.close();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(children("owner")).isEmpty());
    }

    private static List<String> children(String election) throws Exception {
        return ZOOKEEPER.store().getChildren("/baton/" + election, false);
    }

    private static List<String> batonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("baton-zookeeper"))
                .toList();
    }
}
