// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.spi.BackendSession;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.testkit.spi.RecordingFacts;
import io.baton.zookeeper.server.ServerExtension;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoAuthException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.client.ZKClientConfig;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may come in, where things lie, and that nothing stays. */
@Timeout(300)
class AccessTest {

    private static final String PASSWORD = "no-one-shall-read-this";

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    @Test
    void aWrongPasswordFailsAndIsNotRepeated() throws Exception {
        ZooKeeperBackend right = authorized("/secured", "user:" + PASSWORD);
        try (Participant one = Participant.of(right)) {
            one.enter("e").lead();
            assertThatThrownBy(() -> ZOOKEEPER.store().getData("/secured/.office/e", false, null))
                    .isInstanceOf(NoAuthException.class);
            assertThat(right.toString()).doesNotContain(PASSWORD);
        }
        assertFailure(authorized("/secured", "user:wrong-" + PASSWORD))
                .hasMessageContaining("baton.zookeeper.auth")
                .satisfies(cause -> assertThat(cause.toString()).doesNotContain(PASSWORD));
        assertFailure(ZooKeeperBackend.connectingTo(ZOOKEEPER.server().connectString())
                        .root("/secured")
                        .build())
                .hasMessageContaining("baton.zookeeper.auth");
    }

    @Test
    void creatorAllNeedsAnIdentity() throws Exception {
        assertFailure(ZooKeeperBackend.connectingTo(ZOOKEEPER.server().connectString())
                        .root("/nobody")
                        .acl(Ids.CREATOR_ALL_ACL)
                        .build())
                .hasMessageContaining("creator-all needs an authenticated client");
    }

    @Test
    void aGivenClientThatIsAuthenticatedOwnsWhatItCreates() throws Exception {
        try (CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(ZOOKEEPER.server().connectString())
                .authorization("digest", ("given:" + PASSWORD).getBytes(UTF_8))
                .retryPolicy(new RetryOneTime(100))
                .build()) {
            client.start();
            try (Participant one =
                    Participant.of(ZooKeeperBackend.using(client).root("/given").build())) {
                one.enter("e").lead();
                assertThatThrownBy(() -> ZOOKEEPER.store().getData("/given/.floor/e", false, null))
                        .isInstanceOf(NoAuthException.class);
            }
        }
    }

    @Test
    void aChrootHasToExist() throws Exception {
        String connectString = ZOOKEEPER.server().connectString() + "/apps/one";
        assertFailure(ZooKeeperBackend.connectingTo(connectString).build())
                .hasMessageContaining("/apps/one")
                .hasMessageContaining("Create it");
        ZOOKEEPER.store().create("/apps", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        ZOOKEEPER.store().create("/apps/one", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        try (Participant one = Participant.of(ZooKeeperBackend.connectingTo(connectString)
                .namespace("deep/er")
                .root("/elections/of/ours")
                .build())) {
            ProbeCandidacy leader = one.enter("a/b c");
            leader.lead();
            String directory = "/apps/one/deep/er/elections/of/ours/a%2Fb%20c";
            assertThat(ZOOKEEPER.store().getChildren(directory, false)).hasSize(1);
            leader.release();
            assertThat(ZOOKEEPER.store().getChildren(directory, false)).isEmpty();
        }
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> ZooKeeperBackend.connectingTo(","))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connect string");
    }

    @Test
    void anAbsentServerIsNoFailureAndTheBackendCanBeClosed() throws Exception {
        RecordingFacts facts = new RecordingFacts();
        ZooKeeperBackend backend = ZooKeeperBackend.connectingTo("127.0.0.1:1").build();
        BackendSession session = backend.open(Participant.request(), facts);
        session.prove();
        session.close();
        session.close();
        backend.close();
        assertThat(facts.untold()).doesNotContain("opened", "failed", "ended");
        assertThat(threads()).isEmpty();
    }

    @Test
    void nothingIsLeftAfterClose() throws Exception {
        Participant one = Participant.at(ZOOKEEPER.server().connectString());
        Participant two = Participant.at(ZOOKEEPER.server().connectString());
        one.enter("left").lead();
        two.enter("left").position();
        two.enter("other").position();
        two.close();
        one.close();
        one.facts().eventually("ended");
        for (String directory : List.of("/baton/.fence", "/baton/.sign", "/baton/left", "/baton/other")) {
            assertThat(ZOOKEEPER.store().getChildren(directory, false))
                    .as(directory)
                    .isEmpty();
        }
        await().atMost(Await.LONG).untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(ZOOKEEPER.server().fourLetterWord("wchp")).doesNotContain("/baton/");
    }

    @Test
    void moreElectionsThanASessionCanEndWithAreRefused() throws Exception {
        ZKClientConfig small = new ZKClientConfig();
        small.setProperty("jute.maxbuffer", "1000");
        ZooKeeperBackend backend = ZooKeeperBackend.connectingTo(
                        ZOOKEEPER.server().connectString())
                .clientConfig(small)
                .build();
        try (Participant one = Participant.of(backend)) {
            List<ProbeCandidacy> position = new ArrayList<>();
            String name = "n".repeat(150);
            for (int i = 0; i < 2; i++) {
                position.add(one.enter(name + i));
                position.get(i).position();
            }
            ProbeCandidacy refused = one.enter(name + 3);
            assertThat(refused.facts().next("refused"))
                    .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                    .hasMessageContaining("ZOOKEEPER-4306");
            refused.release();
            position.get(0).release();
            one.enter(name + 4).position();
        }
    }

    private static ZooKeeperBackend authorized(String root, String auth) {
        return ZooKeeperBackend.connectingTo(ZOOKEEPER.server().connectString())
                .root(root)
                .authorization("digest", auth)
                .build();
    }

    private static AbstractThrowableAssert<?, Throwable> assertFailure(ZooKeeperBackend backend)
            throws InterruptedException {
        RecordingFacts facts = new RecordingFacts();
        backend.open(Participant.request(), facts);
        Object cause = facts.next("failed");
        backend.close();
        assertThat(facts.untold()).isEmpty();
        return assertThat(cause).asInstanceOf(InstanceOfAssertFactories.THROWABLE);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("baton-zookeeper") || name.startsWith("Curator-"))
                .toList();
    }
}
