// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.spi.BackendSession;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition.Predecessor;
import io.baton.spi.SessionGrant;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.testkit.spi.RecordingFacts;
import io.baton.zookeeper.server.ServerExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.ZooKeeper.States;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backend around a client that stays the user's. */
@Timeout(300)
class GivenClientTest {

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    private CuratorFramework client;
    private String root = "";

    @BeforeEach
    void startClient(TestInfo test) {
        root = "/" + test.getTestMethod().orElseThrow().getName();
        client = CuratorFrameworkFactory.builder()
                .connectString(ZOOKEEPER.server().connectString())
                .namespace(root.substring(1))
                .sessionTimeoutMs(3000)
                .connectionTimeoutMs(3000)
                .ensembleTracker(false)
                .retryPolicy(new RetryOneTime(100))
                .build();
        client.start();
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void nothingIsLeftButTheClientGoesOn() throws Exception {
        Participant one = participant();
        Participant two = participant();
        ProbeCandidacy leader = one.enter("shared");
        leader.lead();
        ProbeCandidacy waiting = two.enter("shared");
        assertThat(waiting.position().predecessor().orElseThrow().session()).isEqualTo(one.name());
        two.facts().next("watching");
        var observation = two.session().observe(new ElectionName("shared"), () -> {});
        assertThat(one.grant().leaseDuration()).hasMillis(3000);
        assertThat(one.name()).isNotEqualTo(two.name());
        assertThat(one.sessionId()).isEqualTo(two.sessionId());
        assertThat(all(root + "/baton")).hasSize(6);

        two.close();
        observation.close();
        one.close();

        one.facts().next("ended");
        assertThat(all(root + "/baton")).isEmpty();
        assertThat(client.getState()).isEqualTo(CuratorFrameworkState.STARTED);
        assertThat(client.checkExists().forPath("/baton")).isNotNull();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(batonThreads()).isEmpty());
        await().atMost(Await.LONG)
                .untilAsserted(() ->
                        assertThat(ZOOKEEPER.server().fourLetterWord("wchp")).doesNotContain(root));
    }

    @Test
    void aNamespaceTakesThePlaceOfTheClients() throws Exception {
        String other = root + "/deep/er";
        ZooKeeperBackend backend =
                ZooKeeperBackend.using(client).namespace(other.substring(1)).build();
        RecordingFacts facts = new RecordingFacts();
        BackendSession session = backend.open(Participant.request(), facts);
        facts.next("opened");
        assertThat(all(other + "/baton")).isNotEmpty();
        assertThat(ZOOKEEPER.store().exists(root + "/baton", false)).isNull();
        session.close();
        backend.close();
    }

    @Test
    void aClientThatCannotTellItsEndIsRefused() {
        assertThatThrownBy(() -> ZooKeeperBackend.using(client.usingNamespace("other")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("usingNamespace", "give the namespace to the builder");
    }

    @Test
    void anExpiredSessionEndsAndTheNextOneWaitsForANewHandle() throws Exception {
        ZooKeeperBackend backend = ZooKeeperBackend.using(client).build();
        RecordingFacts facts = new RecordingFacts();
        BackendSession first = backend.open(Participant.request(), facts);
        SessionGrant grant = (SessionGrant) facts.next("opened");
        expire(client.getZookeeperClient().getZooKeeper());
        facts.eventually("ended");
        first.close();
        RecordingFacts next = new RecordingFacts();
        backend.open(Participant.request(), next);
        SessionGrant second = (SessionGrant) next.next("opened");
        assertThat(prefix(second.session())).isNotEqualTo(prefix(grant.session()));
        backend.close();
        assertThat(facts.untold()).isEmpty();
        assertThat(all(root + "/baton")).isEmpty();
    }

    @Test
    void whatCuratorDeclaresLostIsOver() throws Exception {
        ZooKeeperBackend backend = ZooKeeperBackend.using(client).build();
        RecordingFacts facts = new RecordingFacts();
        backend.open(Participant.request(), facts);
        SessionGrant grant = (SessionGrant) facts.next("opened");
        client.getZookeeperClient().reset();
        facts.eventually("ended");
        RecordingFacts next = new RecordingFacts();
        backend.open(Participant.request(), next);
        SessionGrant second = (SessionGrant) next.next("opened");
        assertThat(prefix(second.session())).isNotEqualTo(prefix(grant.session()));
        client.getZookeeperClient().getZooKeeper().getTestable().injectSessionExpiration();
        next.eventually("ended");
        RecordingFacts third = new RecordingFacts();
        backend.open(Participant.request(), third);
        third.next("opened");
        backend.close();
    }

    @Test
    void aClientThatItsOwnerClosesEndsTheSession() throws Exception {
        Participant one = participant();
        ProbeCandidacy leader = one.enter("closed");
        leader.lead();
        client.close();
        one.facts().eventually("ended");
        RecordingFacts facts = new RecordingFacts();
        ZooKeeperBackend.using(client).build().open(Participant.request(), facts);
        assertThat(facts.next("failed"))
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("is not running");
        one.close();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(batonThreads()).isEmpty());
    }

    @Test
    void aFenceThatIsDeletedEndsTheSessionAndItsCandidacies() throws Exception {
        Participant one = participant();
        one.enter("unfenced").lead();
        ZOOKEEPER.store().delete(root + "/baton/.fence/" + one.name(), -1);
        one.facts().next("ended");
        await().atMost(Await.LONG)
                .ignoreExceptionsInstanceOf(NoNodeException.class)
                .untilAsserted(() -> assertThat(all(root + "/baton")).isEmpty());
        assertThat(client.getZookeeperClient().getZooKeeper().getState()).isEqualTo(States.CONNECTED);
        one.close();
    }

    @Test
    void aLeaderLatchStandsInTheSameQueue() throws Exception {
        LeaderLatch latch = new LeaderLatch(client, "/baton/mixed", "latch");
        try (Participant one = participant();
                LeaderLatch later = new LeaderLatch(client, "/baton/mixed", "later")) {
            latch.start();
            await().atMost(Await.LONG).until(latch::hasLeadership);
            ProbeCandidacy next = one.enter("mixed");
            assertThat(next.position().predecessor())
                    .get()
                    .extracting(Predecessor::session, Predecessor::first)
                    .containsExactly(Long.toHexString(one.sessionId()), true);
            assertThat(one.candidateQueue("mixed").queue())
                    .extracting(place -> place.candidate().id() + " " + place.leads())
                    .containsExactly("latch true", "probe false");
            later.start();
            await().atMost(Await.LONG)
                    .until(() -> one.candidateQueue("mixed").queue().size() == 3);
            latch.close();
            next.facts().next("predecessorGone");
            next.candidacy().takeLeadership(ProbeCandidacy.bid(next.look(), false));
            next.facts().next("tookLeadership");
            assertThat(later.hasLeadership()).isFalse();
            next.release();
            await().atMost(Await.LONG).until(later::hasLeadership);
        }
    }

    private Participant participant() throws InterruptedException {
        return Participant.of(ZooKeeperBackend.using(client).build());
    }

    private static void expire(ZooKeeper handle) throws Exception {
        ZooKeeper duplicate = new ZooKeeper(
                ZOOKEEPER.server().connectString(),
                3000,
                event -> {},
                handle.getSessionId(),
                handle.getSessionPasswd());
        await().atMost(Await.LONG).until(() -> duplicate.getState() == States.CONNECTED);
        duplicate.close();
    }

    private static String prefix(String session) {
        return session.substring(0, session.indexOf('-'));
    }

    /** The ephemeral nodes below a path. */
    private static List<String> all(String path) throws Exception {
        List<String> found = new ArrayList<>();
        for (String child : ZOOKEEPER.store().getChildren(path, false)) {
            String childPath = path + "/" + child;
            if (ZOOKEEPER.store().exists(childPath, false).getEphemeralOwner() != 0) {
                found.add(childPath);
            }
            found.addAll(all(childPath));
        }
        return found;
    }

    private static List<String> batonThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("baton-zookeeper"))
                .toList();
    }
}
