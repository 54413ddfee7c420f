// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.spi.Bid;
import io.baton.spi.QueuePosition;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.zookeeper.server.Request;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.ServerExtension;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three processes in an election whose leader may have a bid of its successor; at the end nothing is left of any bid. */
abstract class BidAheadScene {

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    RequestLog log;
    Participant one;
    Participant two;
    Participant three;
    String election = "";

    @BeforeEach
    void connect(TestInfo test) throws InterruptedException {
        election = test.getTestMethod().orElseThrow().getName();
        log = RequestLog.inFrontOf(ZOOKEEPER.server());
        one = Participant.at(ZOOKEEPER.server().connectString());
        two = Participant.at(log.connectString());
        three = Participant.at(ZOOKEEPER.server().connectString());
    }

    @AfterEach
    void disconnect() throws Exception {
        log.network().heal();
        one.close();
        two.close();
        three.close();
        log.close();
        await().atMost(Await.LONG)
                .untilAsserted(() -> assertThat(children("/baton/.bids")).isEmpty());
    }

    /** The candidate behind a leader, with its bid in the store and known to that leader. */
    record Successor(ProbeCandidacy candidacy, Bid bid, long orderValue, long provenAt) {

        void takes() throws InterruptedException {
            QueuePosition position = candidacy.look();
            candidacy.candidacy().takeLeadership(ProbeCandidacy.bid(position, false));
            candidacy.facts().eventually("tookLeadership");
        }
    }

    ProbeCandidacy leader() throws InterruptedException {
        ProbeCandidacy leader = one.enter(election);
        leader.lead();
        return leader;
    }

    Successor successor(Participant participant) throws Exception {
        Successor next = bidding(participant);
        for (Participant each : List.of(one, two, three)) {
            knowsTheBid(each);
        }
        return next;
    }

    /** As {@link #successor}; the leader may not know of the bid yet. */
    Successor bidding(Participant participant) throws Exception {
        ProbeCandidacy next = participant.enter(election);
        QueuePosition position = next.position();
        Bid bid = ProbeCandidacy.bid(position, true);
        next.candidacy().bidAhead(bid);
        long provenAt = (Long) next.facts().next("bidStands");
        return new Successor(next, bid, position.orderValue(), provenAt);
    }

    /** The event and the read behind it have been answered when a later request of the same session is. */
    void knowsTheBid(Participant leader) throws Exception {
        for (int i = 0; i < 2; i++) {
            leader.candidateQueue(election);
        }
    }

    /** Leaves the queue, whatever it was told before. */
    static void leave(ProbeCandidacy candidacy) throws InterruptedException {
        candidacy.candidacy().release();
        candidacy.facts().eventually("gone");
    }

    void takesAfterTheRelease(Successor next) throws Exception {
        next.candidacy().facts().next("predecessorGone");
        next.candidacy().candidacy().takeLeadership(next.bid());
        next.candidacy().facts().next("tookLeadership");
        leave(next.candidacy());
        assertThat(record()).contains("led=" + next.orderValue(), "released=true");
    }

    void writeFence(Participant of) throws Exception {
        ZOOKEEPER.store().setData("/baton/.fence/" + of.name(), new byte[0], -1);
    }

    void awaitNoBid(Participant leader) {
        await().atMost(Await.LONG)
                .untilAsserted(() ->
                        assertThat(children("/baton/.bids/" + leader.name())).isEmpty());
    }

    String bidPath(Participant leader) {
        return "/baton/.bids/" + leader.name() + "/" + election;
    }

    String nodeOf(Participant participant) throws Exception {
        for (String name : children("/baton/" + election)) {
            String data = text("/baton/" + election + "/" + name);
            if (data.contains("session=" + participant.name())) {
                return name;
            }
        }
        throw new AssertionError("no node of " + participant.name());
    }

    String record() throws Exception {
        return text("/baton/.office/" + election);
    }

    int recordVersion() throws Exception {
        return ZOOKEEPER.store().exists("/baton/.office/" + election, false).getVersion();
    }

    static String text(String path) throws Exception {
        return new String(ZOOKEEPER.store().getData(path, false, null), StandardCharsets.UTF_8);
    }

    static List<String> children(String path) throws Exception {
        try {
            return ZOOKEEPER.store().getChildren(path, false);
        } catch (NoNodeException none) {
            return List.of();
        }
    }

    List<String> asked(Participant by) {
        return log.requests(by.sessionId()).stream()
                .filter(request -> !request.path().contains("/.sign/"))
                .map(Request::op)
                .toList();
    }
}
