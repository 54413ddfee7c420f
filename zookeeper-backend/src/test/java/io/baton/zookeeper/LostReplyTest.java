// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.spi.QueuePosition;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.zookeeper.server.Request;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.ServerExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests and replies that get lost, and servers that fall silent. */
@Timeout(300)
class LostReplyTest {

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
        log.network().heal();
        one.close();
        log.close();
    }

    @Test
    void aGhostIsFoundByItsTagAndNotEnteredTwice() throws Exception {
        ProbeCandidacy before = one.enter("ghost");
        before.position();
        before.release();
        log.onReply(is("create2"), () -> log.network().dropConnections());
        ProbeCandidacy leader = one.enter("ghost");
        leader.facts().next("unknown");
        one.facts().eventually("connected");
        assertThat(children("ghost")).hasSize(1);
        QueuePosition queuePosition = leader.look();
        assertThat(queuePosition.predecessor()).isEmpty();
        assertThat(queuePosition.orderValue())
                .isEqualTo(ZOOKEEPER
                        .store()
                        .exists("/baton/ghost/" + children("ghost").get(0), false)
                        .getCzxid());
        leader.release();
        assertThat(children("ghost")).isEmpty();
    }

    @Test
    void aGhostIsReleasedWithoutBeingLookedFor() throws Exception {
        one.enter("ghost-release").lead();
        log.onReply(is("create2"), () -> log.network().dropConnections());
        ProbeCandidacy ghost = one.enter("ghost-release");
        ghost.facts().next("unknown");
        one.facts().eventually("connected");
        assertThat(children("ghost-release")).hasSize(2);
        ghost.release();
        assertThat(children("ghost-release")).hasSize(1);
    }

    @Test
    void anEntryThatNeverArrivedIsGone() throws Exception {
        one.enter("lost-request").lead();
        log.onRequest(is("create2"), () -> log.network().dropConnections());
        ProbeCandidacy lost = one.enter("lost-request");
        lost.facts().next("unknown");
        one.facts().eventually("connected");
        lost.candidacy().look();
        lost.facts().next("gone");
        assertThat(children("lost-request")).hasSize(1);
    }

    @Test
    void anEntryIntoASilentServerIsUnknownInTimeAndFoundLater() throws Exception {
        one.enter("silent").lead();
        log.network().cutReplies();
        ProbeCandidacy waiting = one.enter("silent");
        waiting.facts().next("unknown");
        log.network().heal();
        assertThat(waiting.look().predecessor()).isPresent();
        assertThat(waiting.facts().untold()).isEmpty();
        assertThat(children("silent")).hasSize(2);
    }

    @Test
    void aSilentServerIsLeft() throws Exception {
        try (Participant another = Participant.at(log.connectString() + "," + log.connectString())) {
            log.network().cut();
            another.session().prove();
            another.facts().next("unproven");
            another.session().leaveServer();
            another.session().leaveServer();
            another.facts().next("disconnected");
            log.network().heal();
            another.facts().next("connected");
            another.session().prove();
            another.facts().next("proven");
        }
    }

    /** Coming back takes ZooKeeper's client up to 2.1 s, and half of the validity is 1 s here. */
    @Test
    void theOnlyServerIsNotLeftWithoutTimeToComeBack() throws Exception {
        log.network().cut();
        one.session().prove();
        one.session().leaveServer();
        one.facts().next("unproven");
        log.network().heal();
        one.session().prove();
        one.facts().next("proven");
        assertThat(log.network().connections()).isEqualTo(1);
    }

    @Test
    void aSilentServerDoesNotHoldUpTheClose() throws Exception {
        one.enter("close").lead();
        log.network().cut();
        long begun = System.nanoTime();
        one.session().close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Participant.REQUEST_TIMEOUT.plusSeconds(3));
        one.facts().next("ended");
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("baton-zookeeper-session")));
    }

    @Test
    void aLeadershipTakenWithoutAReplyIsHeldAndReleased() throws Exception {
        ProbeCandidacy leader = one.enter("lost-leadership");
        QueuePosition queuePosition = leader.position();
        log.onReply(is("multi"), () -> log.network().dropConnections());
        leader.candidacy().takeLeadership(ProbeCandidacy.bid(queuePosition, false));
        leader.facts().next("unknown");
        one.facts().eventually("connected");
        QueuePosition seen = leader.look();
        assertThat(seen.leaderRecord().led()).isEqualTo(queuePosition.orderValue());
        leader.candidacy().takeLeadership(ProbeCandidacy.bid(seen, false));
        leader.facts().next("tookLeadership");
        assertThat(leader.look().leaderRecord()).isEqualTo(seen.leaderRecord());
        leader.release();
        assertThat(record("lost-leadership")).contains("released=true");
    }

    @Test
    void aLeadershipTakenWithoutAReplyIsReleasedAtOnce() throws Exception {
        ProbeCandidacy leader = one.enter("lost-release");
        QueuePosition queuePosition = leader.position();
        log.onReply(is("multi"), () -> log.network().dropConnections());
        leader.candidacy().takeLeadership(ProbeCandidacy.bid(queuePosition, false));
        leader.facts().next("unknown");
        one.facts().eventually("connected");
        leader.release();
        assertThat(record("lost-release")).contains("led=" + queuePosition.orderValue(), "released=true");
        assertThat(children("lost-release")).isEmpty();
    }

    @Test
    void aReleaseWithoutAReplyCanBeAskedForAgain() throws Exception {
        ProbeCandidacy leader = one.enter("release-again");
        leader.lead();
        log.onRequest(is("multi"), () -> log.network().cutReplies());
        leader.candidacy().release();
        await().atMost(Await.LONG).until(() -> children("release-again").isEmpty());
        log.network().dropConnections();
        log.network().heal();
        leader.facts().next("unknown");
        one.facts().eventually("connected");
        leader.candidacy().release();
        leader.facts().eventually("gone");
        assertThat(record("release-again")).contains("released=true");
        assertThat(children("release-again")).isEmpty();
    }

    @Test
    void aSessionThatExpiresEndsOnceAndIsTheLastFact() throws Exception {
        ProbeCandidacy leader = one.enter("expired");
        leader.lead();
        log.network().cut();
        one.facts().eventually("ended");
        log.network().heal();
        leader.candidacy().look();
        one.session().prove();
        one.session().close();
        assertThat(one.facts().untold()).isEmpty();
        assertThat(leader.facts().untold()).isEmpty();
    }

    @Test
    void signsAreWatchedAgainAfterABreak() throws Exception {
        try (Participant leader = Participant.at(ZOOKEEPER.server().connectString())) {
            leader.enter("signs").lead();
            one.enter("signs").position();
            assertThat(one.facts().next("watching")).isEqualTo(leader.name());
            log.network().dropConnections();
            assertThat(one.facts().eventually("unwatched")).isEqualTo(leader.name());
            one.facts().next("connected");
            assertThat(one.facts().next("watching")).isEqualTo(leader.name());
            leader.session().prove();
            assertThat(one.facts().next("heartbeat")).isEqualTo(leader.name());
            log.network().dropConnections();
            one.facts().eventually("unwatched");
            log.network().refuse();
            leader.session().close();
            log.network().heal();
            assertThat(one.facts().eventually("watchedEnded")).isEqualTo(leader.name());
        }
    }

    private static Predicate<Request> is(String op) {
        return request -> request.op().equals(op);
    }

    private static List<String> children(String election) throws Exception {
        return ZOOKEEPER.store().getChildren("/baton/" + election, false);
    }

    private static String record(String election) throws Exception {
        return new String(ZOOKEEPER.store().getData("/baton/.office/" + election, false, null), StandardCharsets.UTF_8);
    }
}
