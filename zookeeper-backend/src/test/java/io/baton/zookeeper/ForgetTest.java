// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.ElectionName;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.ServerExtension;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is left of an election that is over. */
@Timeout(300)
class ForgetTest {

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    private RequestLog log;
    private Participant one;

    @BeforeEach
    void connect() throws InterruptedException {
        log = RequestLog.inFrontOf(ZOOKEEPER.server());
        one = Participant.at(log.connectString());
    }

    @AfterEach
    void disconnect() {
        one.close();
        log.close();
    }

    @Test
    void anElectionThatIsOverLeavesNothingAndItsTokensGrow() throws Exception {
        ProbeCandidacy leader = one.enter("over");
        long token = leader.lead().orderValue();
        assertThat(forget("over")).isFalse();
        leader.release();
        assertThat(forget("over")).isTrue();
        assertNothingIsLeft("over");
        assertThat(one.enter("over").lead().orderValue()).isGreaterThan(token);
    }

    @Test
    void anElectionThatNeverWasIsForgotten() throws Exception {
        assertThat(forget("never")).isTrue();
        assertNothingIsLeft("never");
    }

    @Test
    void whoWaitsKeepsAnElection() throws Exception {
        one.enter("waits").position();
        assertThat(forget("waits")).isFalse();
        assertThat(ZOOKEEPER.store().exists("/baton/.office/waits", false)).isNotNull();
    }

    @Test
    void aRaisedFloorKeepsAnElection() throws Exception {
        one.raiseTokenFloor("raised", 7);
        assertThat(forget("raised")).isFalse();
        assertThat(ZOOKEEPER.store().exists("/baton/.floor/raised", false)).isNotNull();
    }

    @Test
    void aLeaderThatWentUncleanlyKeepsAnElection() throws Exception {
        try (Participant two = Participant.at(ZOOKEEPER.server().connectString())) {
            two.enter("unclean").lead();
        }
        assertThat(ZOOKEEPER.store().getChildren("/baton/unclean", false)).isEmpty();
        assertThat(forget("unclean")).isFalse();
    }

    @Test
    void aStrangerKeepsAnElection() throws Exception {
        one.enter("stranger").position();
        ZOOKEEPER.store().create("/baton/stranger/stays", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        assertThat(forget("stranger")).isFalse();
    }

    @Test
    void aLostReplyIsAskedForAgain() throws Exception {
        one.close();
        // ZooKeeper's client waits a second longer before it connects again to the only address it knows.
        one = Participant.at(log.connectString() + "," + log.connectString());
        ProbeCandidacy leader = one.enter("lost");
        leader.lead();
        leader.release();
        log.onReply(request -> request.op().equals("multi"), () -> log.network().dropConnections());
        assertThat(forget("lost")).isTrue();
        assertNothingIsLeft("lost");
    }

    private boolean forget(String election) throws Exception {
        return one.session()
                .forget(new ElectionName(election))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private static void assertNothingIsLeft(String election) throws Exception {
        assertThat(ZOOKEEPER.store().exists("/baton/" + election, false)).isNull();
        assertThat(ZOOKEEPER.store().exists("/baton/.floor/" + election, false)).isNull();
        assertThat(ZOOKEEPER.store().exists("/baton/.office/" + election, false))
                .isNull();
    }
}
