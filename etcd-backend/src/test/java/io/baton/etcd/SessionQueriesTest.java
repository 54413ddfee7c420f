// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Leader;
import io.baton.etcd.server.Call;
import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.Operator;
import io.baton.spi.BackendSession;
import io.baton.spi.ElectionName;
import io.baton.spi.QueuePosition;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.spi.ProbeCandidacy;
import io.etcd.jetcd.api.KeyValue;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries of processes that are no candidates, and what they cost. */
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class SessionQueriesTest {

    private static final String ELECTION = "asked";
    private static final String QUEUE = "baton/" + ELECTION + "/";
    private static final int MANY = 200;

    private EtcdServer server;
    private Operator operator;
    private CallLog log;
    private Participant asking;

    @BeforeEach
    void start() throws InterruptedException {
        server = EtcdServer.start();
        operator = new Operator(server);
        log = CallLog.inFrontOf(server);
        asking = Participant.at(log.endpoint());
    }

    @AfterEach
    void stop() {
        asking.close();
        log.close();
        operator.close();
        server.close();
    }

    private static <T> T answered(CompletionStage<T> question) throws Exception {
        return question.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private Optional<Leader> leader() throws Exception {
        return answered(asking.session().leader(new ElectionName(ELECTION)));
    }

    private boolean forget() throws Exception {
        return answered(asking.session().forget(new ElectionName(ELECTION)));
    }

    /** Candidates of etcd's own recipe. */
    private void foreigners(int count) {
        for (int i = 0; i < count; i++) {
            long lease = operator.grant();
            operator.put(QUEUE + Long.toHexString(lease), "theirs " + i + " ".repeat(1_000), lease);
        }
    }

    private Bytes bytesOf(String what, Question question) throws Exception {
        log.clear();
        question.ask();
        await().atMost(Await.LONG).until(() -> log.calls("KV/Txn").stream().allMatch(Call::isAnswered));
        int requests = log.calls("KV/Txn").size();
        long bytes = log.calls("KV/Txn").stream().mapToLong(Call::replyBytes).sum();
        System.out.println(what + ": " + requests + " requests, " + bytes + " B");
        return new Bytes(requests, bytes);
    }

    @Test
    void theLeaderIsReadWithOneRequestHoweverManyCandidatesThereAre() throws Exception {
        ProbeCandidacy leader = asking.enter(ELECTION);
        QueuePosition queuePosition = leader.lead();
        foreigners(MANY);
        Bytes cost = bytesOf(
                "who leads of " + (MANY + 1),
                () -> assertThat(leader()).hasValueSatisfying(known -> {
                    assertThat(known.id()).isEqualTo("probe");
                    assertThat(known.token().value()).isEqualTo(queuePosition.orderValue());
                }));
        assertThat(cost.requests()).isEqualTo(1);
        assertThat(cost.bytes()).isLessThan(2_000);
    }

    @Test
    void oneOfAnotherKindLeadsWhenItIsFirst() throws Exception {
        assertThat(leader()).isEmpty();
        operator.put(QUEUE + "a-stranger", "", 0);
        foreigners(2);
        asking.enter(ELECTION).position();
        KeyValue first = operator.list(QUEUE).get(1);
        assertThat(leader()).hasValueSatisfying(known -> {
            assertThat(known.id()).startsWith("theirs 0");
            assertThat(known.token().value()).isEqualTo(first.getCreateRevision());
        });
    }

    @Test
    void noCandidateLeadsBeforeItTakesTheLeadership() throws Exception {
        asking.enter(ELECTION).position();
        assertThat(leader()).isEmpty();
    }

    @Test
    void anObserverIsNotToldOfCandidatesThatOnlyCome() throws Exception {
        ProbeCandidacy leader = asking.enter(ELECTION);
        leader.lead();
        AtomicInteger changes = new AtomicInteger();
        try (Participant observing = Participant.at(log.endpoint());
                BackendSession.Observation observation =
                        observing.session().observe(new ElectionName(ELECTION), changes::incrementAndGet)) {
            assertThat(observation).isNotNull();
            await().atMost(Await.LONG).until(() -> changes.get() == 1);
            log.clear();
            foreigners(MANY);
            // Asked behind all that.
            assertThat(observing.candidateQueue(ELECTION).queue()).hasSize(MANY + 1);
            long told = log.calls("Watch/Watch").stream()
                    .mapToLong(Call::replyBytes)
                    .sum();
            System.out.println("an observer was told " + told + " B while " + MANY + " came");
            assertThat(told).isLessThan(2_000);
            leader.release();
            await().atMost(Await.LONG).until(() -> changes.get() > 1);
        }
    }

    @Test
    void anElectionThatIsOverIsForgotten() throws Exception {
        ProbeCandidacy leader = asking.enter(ELECTION);
        leader.lead();
        assertThat(forget()).as("while a candidate leads").isFalse();
        leader.release();
        ProbeCandidacy waiting = asking.enter(ELECTION);
        waiting.position();
        assertThat(forget()).as("while a candidate waits").isFalse();
        waiting.release();
        assertThat(forget()).isTrue();
        assertThat(operator.list("baton/.floor/")).isEmpty();
        assertThat(operator.list("baton/.office/")).isEmpty();
        assertThat(forget()).as("once more").isTrue();
        assertThat(asking.enter(ELECTION).lead().orderValue()).isPositive();
    }

    @Test
    void whatATokenDependsOnIsNotForgotten() throws Exception {
        assertThat(asking.raiseTokenFloor(ELECTION, 7)).isEqualTo(7);
        assertThat(forget()).as("with a raised floor").isFalse();
        assertThat(operator.list("baton/.floor/")).hasSize(1);
    }

    @Test
    void aLeaderThatWasKilledIsNotForgotten() throws Exception {
        ProbeCandidacy leader = asking.enter(ELECTION);
        leader.lead();
        operator.delete(operator.list(QUEUE).get(0).getKey());
        assertThat(forget()).isFalse();
        assertThat(operator.list("baton/.office/")).hasSize(1);
    }

    private record Bytes(int requests, long bytes) {}

    @FunctionalInterface
    private interface Question {
        void ask() throws Exception;
    }
}
