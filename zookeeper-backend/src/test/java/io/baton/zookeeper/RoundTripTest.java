// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.spi.QueuePosition;
import io.baton.testkit.spi.ProbeCandidacy;
import io.baton.zookeeper.server.RawClient;
import io.baton.zookeeper.server.Request;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the protocol costs at the server. */
@Timeout(300)
class RoundTripTest {

    private static TestServer server;

    private RequestLog log;
    private Participant one;
    private Participant two;
    private final List<Participant> others = new ArrayList<>();

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws InterruptedException {
        log = RequestLog.inFrontOf(server);
        one = Participant.at(log.connectString());
        two = Participant.at(log.connectString());
        // The directory and the records are there after this.
        ProbeCandidacy before = one.enter("counted");
        before.lead();
        before.release();
        // What is sent together arrives together.
        log.network().delayReplies(Duration.ofMillis(200));
        log.clear();
    }

    @AfterEach
    void disconnect() {
        log.network().delayReplies(Duration.ZERO);
        others.forEach(Participant::close);
        one.close();
        two.close();
        log.close();
    }

    @Test
    void entryIntoAnEmptyQueueAndLeadershipAreOneRoundTripEach() throws Exception {
        ProbeCandidacy leader = one.enter("counted");
        QueuePosition queuePosition = leader.position();
        leader.candidacy().takeLeadership(ProbeCandidacy.bid(queuePosition, false));
        leader.facts().next("tookLeadership");
        assertThat(asked(one)).containsExactly("create2", "getChildren", "getData", "getData", "exists", "multi");
        // The watch on the own node is not waited for.
        assertThat(log.requests(one.sessionId())).extracting(Request::round).containsExactly(1, 1, 1, 1, 2, 2);
    }

    @Test
    void aNewElectionIsMadeInOneTransaction() throws Exception {
        one.enter("new").lead();
        assertThat(asked(one)).containsExactly("create2", "exists", "getData", "getData", "multi", "exists", "multi");
        assertThat(log.requests(one.sessionId())).extracting(Request::round).containsExactly(1, 1, 1, 1, 2, 3, 3);
        assertThat(parts(one, "multi").get(0))
                .containsExactly(
                        "createContainer /baton/new",
                        "create /baton/.floor/new",
                        "create /baton/.office/new",
                        "create /baton/new/");
    }

    @Test
    void aQueueThatWasReapedIsMadeInOneTransaction() throws Exception {
        ProbeCandidacy before = one.enter("reaped");
        before.lead();
        before.release();
        operator("/baton/reaped");
        log.clear();
        one.enter("reaped").lead();
        assertThat(asked(one))
                .containsExactly(
                        "create2",
                        "getChildren",
                        "getData",
                        "getData",
                        "multi",
                        "getData",
                        "getData",
                        "exists",
                        "multi");
        assertThat(log.requests(one.sessionId())).extracting(Request::round).containsExactly(1, 1, 1, 1, 2, 2, 2, 3, 3);
    }

    @Test
    void aHandOverIsOneRoundTripOfEach() throws Exception {
        ProbeCandidacy leader = one.enter("counted");
        leader.lead();
        ProbeCandidacy next = two.enter("counted");
        QueuePosition waiting = next.position();
        two.facts().next("watching");
        // The directory is counted before its first listing; heartbeats are watched when it is first; that is not
        // waited
        // for.
        assertThat(log.requests(two.sessionId()))
                .filteredOn(request -> !request.path().contains("/.sign/"))
                .extracting(Request::round)
                .contains(3)
                .doesNotContain(4);
        log.clear();
        leader.release();
        next.facts().next("predecessorGone");
        next.candidacy().takeLeadership(ProbeCandidacy.bid(waiting, true));
        next.facts().next("tookLeadership");
        assertThat(asked(one)).containsExactly("multi");
        // The first leadership of a session has it watch for bids; that is not waited for.
        assertThat(asked(two)).containsExactly("multi", "addWatch");
    }

    @Test
    void aProofIsOneRequestForAllElections() throws Exception {
        for (int i = 0; i < 5; i++) {
            one.enter("of-many-" + i).lead();
        }
        log.clear();
        one.session().prove();
        one.facts().next("proven");
        assertThat(asked(one)).containsExactly("multi");
    }

    @Test
    void waitingListsNothingAndTheQueueLearnsOfNothing() throws Exception {
        List<ProbeCandidacy> queue = new ArrayList<>();
        queue.add(one.enter("counted"));
        queue.get(0).lead();
        for (int i = 0; i < 4; i++) {
            others.add(Participant.at(log.connectString()));
            queue.add(others.get(i).enter("counted"));
            queue.get(i + 1).position();
            others.get(i).facts().next("watching");
        }
        log.clear();
        ProbeCandidacy last = queue.get(4);
        last.look();
        last.look();
        assertThat(asked(others.get(3))).doesNotContain("getChildren").hasSizeLessThanOrEqualTo(10);
        log.clear();
        queue.get(0).release();
        queue.get(1).facts().next("predecessorGone");
        queue.get(1).look();
        assertThat(queue.get(2).facts().untold()).isEmpty();
        assertThat(asked(others.get(0)).stream().filter("getChildren"::equals)).hasSize(1);
        assertThat(asked(others.get(1))).isEmpty();
        assertThat(asked(others.get(3))).isEmpty();
    }

    private static void operator(String queue) throws Exception {
        try (RawClient operator = RawClient.connect(server.connectString(), Duration.ofSeconds(10))) {
            operator.handle().delete(queue, -1);
        }
    }

    /** The operations of each such request, with their paths up to the tag of a candidate. */
    private List<List<String>> parts(Participant by, String op) {
        return log.requests(by.sessionId()).stream()
                .filter(request -> request.op().equals(op))
                .map(request -> request.parts().stream()
                        .map(part -> part.op() + " " + part.path().replaceFirst("[^/]+-latch-$", ""))
                        .toList())
                .toList();
    }

    /** Without what an idle session asks now and then to see whether its server answers. */
    private List<String> asked(Participant by) {
        return log.requests(by.sessionId()).stream()
                .filter(request ->
                        !request.op().equals("exists") || !request.path().contains("/.sign/"))
                .map(Request::op)
                .toList();
    }
}
