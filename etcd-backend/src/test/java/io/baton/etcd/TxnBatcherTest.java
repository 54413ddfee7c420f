// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.spi.QueuePosition;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.etcd.jetcd.api.KeyValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes together is carried out as if each had gone alone. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class TxnBatcherTest {

    private static final int MANY = 40;
    private static final int THOUSANDS = 3_000;

    /** Long enough that all bids are made before the first is answered. */
    private static final Duration DELAY = Duration.ofMillis(100);

    private EtcdServer server;
    private Operator operator;
    private CallLog log;
    private Participant participant;
    private List<ProbeCandidacy> candidacies;
    private List<QueuePosition> positions;

    @BeforeEach
    void enter() throws InterruptedException {
        server = EtcdServer.start();
        operator = new Operator(server);
        log = CallLog.inFrontOf(server);
        participant = Participant.at(log.endpoint());
        candidacies = IntStream.range(0, MANY)
                .mapToObj(i -> participant.enter("many-" + i))
                .toList();
        positions = new ArrayList<>();
        for (ProbeCandidacy probeCandidacy : candidacies) {
            positions.add(probeCandidacy.position());
        }
        log.network().delayReplies(DELAY);
        log.clear();
    }

    @AfterEach
    void stop() {
        log.network().heal();
        participant.close();
        log.close();
        operator.close();
        server.close();
    }

    private List<String> bid() throws InterruptedException {
        for (int i = 0; i < MANY; i++) {
            candidacies.get(i).candidacy().takeLeadership(ProbeCandidacy.bid(positions.get(i), false));
        }
        List<String> answers = new ArrayList<>();
        for (ProbeCandidacy probeCandidacy : candidacies) {
            await().atMost(Await.LONG)
                    .pollDelay(Duration.ZERO)
                    .until(() -> !probeCandidacy.facts().untold().isEmpty());
            answers.add(probeCandidacy.facts().untold().get(0));
        }
        assertThat(log.calls("KV/Txn").size()).as("requests").isLessThan(MANY / 2);
        return answers;
    }

    @Test
    void noBidSucceedsOnceTheFenceIsWritten() throws Exception {
        operator.put("baton/.fence/" + participant.name(), "by somebody", participant.leaseId());
        assertThat(bid()).containsOnly("leadershipNotTaken");
        assertThat(participant.facts().untold()).containsOnlyOnce("fenced");
    }

    @Test
    void theHeartbeatIsWrittenWithTheLastBid() throws Exception {
        assertThat(bid()).containsOnly("tookLeadership");
        assertThat(modifiedAt("baton/.sign/" + participant.name())).isEqualTo(modifiedAt("baton/.office/"));
    }

    @Test
    void aBidThatIsRefusedHindersNoOther() throws Exception {
        int last = MANY - 1;
        operator.put("baton/.office/many-" + last, "of somebody", 0);
        List<String> answers = bid();
        assertThat(answers.subList(0, last)).containsOnly("tookLeadership");
        assertThat(answers.get(last)).isEqualTo("leadershipNotTaken");
    }

    @Test
    void whatIsConfirmedAfterAFenceIsReadTogether() throws Exception {
        assertThat(bid()).containsOnly("tookLeadership");
        candidacies.forEach(probeCandidacy -> probeCandidacy.facts().forget());
        operator.delete(operator.list("baton/many-7/").get(0).getKey());
        candidacies.get(7).facts().next("gone");
        log.clear();
        candidacies.forEach(probeCandidacy -> probeCandidacy.candidacy().confirm());
        for (int i = 0; i < MANY; i++) {
            candidacies.get(i).facts().next(i == 7 ? "gone" : "confirmed");
        }
        int requests = log.calls("KV/Txn").size();
        System.out.println(MANY + " candidacies confirmed with " + requests + " requests");
        assertThat(requests).isLessThan(MANY / 4);
    }

    @Test
    void thousandsAreConfirmedWithFewRequests() throws Exception {
        log.network().heal();
        List<ProbeCandidacy> thousands = IntStream.range(0, THOUSANDS)
                .mapToObj(i -> participant.enter("thousands-" + i))
                .toList();
        for (ProbeCandidacy probeCandidacy : thousands) {
            probeCandidacy.position();
        }
        log.clear();
        thousands.forEach(probeCandidacy -> probeCandidacy.candidacy().confirm());
        for (ProbeCandidacy probeCandidacy : thousands) {
            probeCandidacy.facts().next("confirmed");
        }
        int requests = log.calls("KV/Txn").size();
        System.out.println(THOUSANDS + " candidacies confirmed with " + requests + " requests");
        assertThat(requests).isLessThan(THOUSANDS / 10);
    }

    private long modifiedAt(String prefix) {
        return operator.list(prefix).stream()
                .mapToLong(KeyValue::getModRevision)
                .max()
                .orElseThrow();
    }
}
