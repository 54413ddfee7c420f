// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.spi.Bid;
import io.baton.spi.LeaderRecord;
import io.baton.spi.QueuePosition;
import io.baton.spi.RecordCodec;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.etcd.jetcd.api.KeyValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** A leader, and a successor that has made its bid ahead, each in a session of its own. */
@SuppressWarnings("NullAway.Init")
abstract class BidAheadScenario {

    /** A server that has more to do tells new watches of what has happened a tenth of a second later. */
    static final Duration SETTLED = Duration.ofMillis(300);

    static EtcdServer server;
    static Operator operator;

    String election;
    CallLog log;
    Participant first;
    Participant second;
    ProbeCandidacy leader;
    ProbeCandidacy next;
    QueuePosition position;
    Bid bid;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
        operator = new Operator(server);
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.close();
    }

    @BeforeEach
    void bidAhead(TestInfo test) throws InterruptedException {
        election = test.getTestMethod().orElseThrow().getName();
        log = CallLog.inFrontOf(server);
        first = Participant.at(server.endpoint());
        second = Participant.at(log.endpoint());
        leader = first.enter(election);
        leader.lead();
        next = second.enter(election);
        bid = bidAhead(next);
        Await.untilAfter(System.nanoTime(), SETTLED);
    }

    Bid bidAhead(ProbeCandidacy candidacy) throws InterruptedException {
        position = candidacy.position();
        Bid made = ProbeCandidacy.bid(position, true);
        candidacy.candidacy().bidAhead(made);
        candidacy.facts().next("bidStands");
        return made;
    }

    @AfterEach
    void nothingIsLeft() {
        second.close();
        first.close();
        log.close();
        assertThat(operator.list("baton/.bids/")).isEmpty();
        assertThat(operator.list("baton/.fence/")).isEmpty();
    }

    void takesLeadershipItself() throws InterruptedException {
        next.facts().next("predecessorGone");
        takesLeadership();
    }

    void takesLeadership() throws InterruptedException {
        next.candidacy().takeLeadership(bid);
        next.facts().next("tookLeadership");
        assertNamed(false);
    }

    /** The news that the predecessor has gone may come later than the leadership. */
    static void leave(ProbeCandidacy candidacy) throws InterruptedException {
        candidacy.candidacy().release();
        candidacy.facts().eventually("gone");
    }

    void fence() {
        operator.put("baton/.fence/" + second.name(), "by another session", second.leaseId());
    }

    /** What a release does that carries the bid out. */
    void carryOutByHand() {
        KeyValue standing = bids().get(0);
        name();
        String text = standing.getValue().toStringUtf8().replace("state=stands", "state=carried-out");
        operator.put(standing.getKey().toStringUtf8(), text, second.leaseId());
        operator.delete(candidate(first));
    }

    /** Writes the successor into the leader record. */
    void name() {
        byte[] named = RecordCodec.leaderRecord(position.orderValue(), second.name(), bid.token(), false);
        operator.put("baton/.office/" + election, new String(named, StandardCharsets.UTF_8), 0);
    }

    ByteString candidate(Participant of) {
        return ByteString.copyFromUtf8("baton/" + election + "/" + of.name());
    }

    List<KeyValue> bids() {
        return operator.list("baton/.bids/").stream()
                .filter(kept -> kept.getKey().toStringUtf8().endsWith("/" + election))
                .toList();
    }

    LeaderRecord record() {
        KeyValue kept = operator.list("baton/.office/" + election).get(0);
        return RecordCodec.leaderRecord(kept.getValue().toByteArray(), kept.getModRevision());
    }

    void assertNamed(boolean released) {
        assertThat(record().led()).isEqualTo(position.orderValue());
        assertThat(record().session()).isEqualTo(second.name());
        assertThat(record().token()).isEqualTo(bid.token());
        assertThat(record().released()).isEqualTo(released);
    }
}
