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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first candidacy of an election makes all that is missing, or nothing. */
@Timeout(300)
class NewElectionTest {

    @RegisterExtension
    static final ServerExtension ZOOKEEPER = new ServerExtension();

    private static final int PROCESSES = 6;
    private static final int ROUNDS = 30;

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
    void candidatesThatComeTogetherStandInOneQueue() throws Exception {
        List<Participant> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(Participant.at(ZOOKEEPER.server().connectString()));
            }
            for (int round = 0; round < ROUNDS; round++) {
                standsInOneQueue(processes, "together-" + round);
            }
        } finally {
            processes.forEach(Participant::close);
        }
    }

    private static void standsInOneQueue(List<Participant> processes, String election) throws Exception {
        List<ProbeCandidacy> candidacies =
                processes.stream().map(process -> process.enter(election)).toList();
        List<QueuePosition> positions = new ArrayList<>();
        for (ProbeCandidacy candidacy : candidacies) {
            positions.add(candidacy.position());
        }
        assertThat(positions)
                .filteredOn(position -> position.predecessor().isEmpty())
                .singleElement()
                .isEqualTo(positions.stream()
                        .min(Comparator.comparingLong(QueuePosition::orderValue))
                        .orElseThrow());
        List<Long> created = new ArrayList<>();
        for (String child : children(election)) {
            created.add(ZOOKEEPER
                    .store()
                    .exists("/baton/" + election + "/" + child, false)
                    .getCzxid());
        }
        assertThat(positions)
                .extracting(QueuePosition::orderValue)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(created);
    }

    @Test
    void anotherCandidateThatIsFasterIsFollowed() throws Exception {
        try (Participant faster = Participant.at(ZOOKEEPER.server().connectString())) {
            List<ProbeCandidacy> first = new ArrayList<>();
            onCreation(() -> {
                first.add(faster.enter("faster"));
                first.get(0).lead();
            });
            ProbeCandidacy second = one.enter("faster");
            assertThat(second.position().predecessor().orElseThrow().session()).isEqualTo(faster.name());
            first.get(0).release();
            second.facts().next("predecessorGone");
            assertThat(second.look().leaderRecord().released()).isTrue();
        }
    }

    @Test
    void aQueueWithoutRecordsIsUsed() throws Exception {
        onCreation(() ->
                ZOOKEEPER.store().create("/baton/queue-only", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.CONTAINER));
        one.enter("queue-only").lead();
        assertThat(children("queue-only")).hasSize(1);
    }

    @Test
    void aRecordWithoutTheOtherIsRefused() throws Exception {
        onCreation(() -> ZOOKEEPER
                .store()
                .create("/baton/.floor/half", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        assertRefused(one.enter("half"), "/baton/.office/half", "is missing");
        assertThat(children("half")).isEmpty();
    }

    @Test
    void directoriesThatWereDeletedAreMadeAgain() throws Exception {
        try (Participant bare = Participant.of(under("/bare"))) {
            for (String directory : List.of("/bare/.floor", "/bare/.office")) {
                ZOOKEEPER.store().delete(directory, -1);
            }
            bare.enter("again").lead();
            assertThat(ZOOKEEPER.store().getChildren("/bare/.office", false)).containsExactly("again");
        }
    }

    @Test
    void whatTheAclForbidsIsNamedAndNothingIsMade() throws Exception {
        try (Participant locked = Participant.of(under("/locked"))) {
            ZOOKEEPER.store().setACL("/locked/.office", Ids.READ_ACL_UNSAFE, -1);
            assertRefused(locked.enter("records"), "/locked/.office/records", "baton.zookeeper.auth");
            assertThat(ZOOKEEPER.store().getChildren("/locked", false)).doesNotContain("records");
            assertThat(ZOOKEEPER.store().getChildren("/locked/.floor", false)).isEmpty();
            ZOOKEEPER.store().setACL("/locked", Ids.READ_ACL_UNSAFE, -1);
            assertRefused(locked.enter("queue"), "/locked/queue", "baton.zookeeper.auth");
        }
    }

    @Test
    void aLostReplyIsFoundByTheTag() throws Exception {
        log.onReply(NewElectionTest::createsQueue, () -> log.network().dropConnections());
        ProbeCandidacy leader = one.enter("lost-reply");
        leader.facts().next("unknown");
        one.facts().eventually("connected");
        QueuePosition found = leader.look();
        assertThat(children("lost-reply")).hasSize(1);
        assertThat(found.orderValue())
                .isEqualTo(ZOOKEEPER
                        .store()
                        .exists("/baton/lost-reply/" + children("lost-reply").get(0), false)
                        .getCzxid());
        leader.candidacy().takeLeadership(ProbeCandidacy.bid(found, false));
        leader.facts().next("tookLeadership");
        leader.release();
        assertThat(children("lost-reply")).isEmpty();
    }

    @Test
    void aLostRequestLeavesNothing() throws Exception {
        log.onRequest(NewElectionTest::createsQueue, () -> log.network().dropConnections());
        ProbeCandidacy lost = one.enter("lost-request");
        lost.facts().next("unknown");
        one.facts().eventually("connected");
        lost.candidacy().look();
        lost.facts().next("gone");
        assertNothingOf("lost-request");
        one.enter("lost-request").lead();
    }

    @Test
    void aReplyThatIsLateIsUnknownInTimeAndFoundLater() throws Exception {
        log.onRequest(NewElectionTest::createsQueue, () -> log.network().cutReplies());
        ProbeCandidacy late = one.enter("late");
        late.facts().next("unknown");
        log.network().heal();
        assertThat(late.look().predecessor()).isEmpty();
        assertThat(children("late")).hasSize(1);
    }

    @Test
    void anEntryThatWasGivenUpIsNotGoneOnWith() throws Exception {
        log.network().cutReplies();
        ProbeCandidacy given = one.enter("given-up");
        given.facts().next("unknown");
        log.network().heal();
        given.candidacy().look();
        given.facts().next("gone");
        assertNothingOf("given-up");
        assertThat(log.requests()).noneMatch(NewElectionTest::createsQueue);
    }

    @Test
    void aLostReplyIsReleasedWithoutBeingLookedFor() throws Exception {
        log.onReply(NewElectionTest::createsQueue, () -> log.network().dropConnections());
        ProbeCandidacy ghost = one.enter("lost-release");
        ghost.facts().next("unknown");
        one.facts().eventually("connected");
        ghost.release();
        await().atMost(Await.LONG).until(() -> children("lost-release").isEmpty());
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Runs before the transaction that creates a queue reaches the server. */
    private void onCreation(Action action) {
        log.onRequest(NewElectionTest::createsQueue, () -> {
            try {
                action.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static boolean createsQueue(Request request) {
        return request.parts().stream().anyMatch(part -> part.op().equals("createContainer"));
    }

    private static void assertRefused(ProbeCandidacy candidacy, String... says) throws InterruptedException {
        assertThat(candidacy.facts().next("refused"))
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContainingAll(says);
    }

    private static ZooKeeperBackend under(String root) {
        return ZooKeeperBackend.connectingTo(ZOOKEEPER.server().connectString())
                .root(root)
                .build();
    }

    private static void assertNothingOf(String election) throws KeeperException, InterruptedException {
        for (String path : List.of("/baton/", "/baton/.floor/", "/baton/.office/")) {
            assertThat(ZOOKEEPER.store().exists(path + election, false)).isNull();
        }
    }

    private static List<String> children(String election) throws KeeperException, InterruptedException {
        return ZOOKEEPER.store().getChildren("/baton/" + election, false);
    }
}
