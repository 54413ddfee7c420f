// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.Candidate;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.testkit.fixture.Await;
import io.baton.zookeeper.server.RawClient;
import io.baton.zookeeper.server.Request;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real {@code LeaderLatch}es of Curator and candidates of Baton on one path: a service moves over one instance at a time. */
@Timeout(300)
class MixedQueueTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration STEADY = Duration.ofMillis(300);

    private static TestServer server;
    private static RawClient operator;

    private final Deque<Member> queue = new ArrayDeque<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private RequestLog log;

    /** One of either kind. */
    private record Member(String id, BooleanSupplier leads, AutoCloseable leave) {}

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start();
        operator = RawClient.connect(server.connectString(), Duration.ofSeconds(10));
    }

    @AfterAll
    static void stop() {
        operator.close();
        server.close();
    }

    @BeforeEach
    void listen() {
        log = RequestLog.inFrontOf(server);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        log.close();
    }

    @Test
    void electsOneAtATimeInTheOrderOfTheQueue() throws Exception {
        String election = "moving over/1";
        latch(election, "latch-one");
        baton(election, "baton-one");
        latch(election, "latch-two");
        latch(election, "latch-three");
        baton(election, "baton-two");
        baton(election, "baton-three");
        latch(election, "latch-four");
        while (!queue.isEmpty()) {
            onlyTheFirstLeads();
            queue.remove().leave().close();
        }
        // A latch does not wait for the end of its node.
        await().atMost(BOUND).until(() -> position(election) == 0);
        assertThat(changed()).isNotEmpty().noneMatch(path -> path.startsWith(Latches.path(election) + "/"));
    }

    private void onlyTheFirstLeads() {
        Member first = queue.element();
        long begun = System.nanoTime();
        await(first.id() + " leads").atMost(BOUND).until(first.leads()::getAsBoolean);
        System.out.println(first.id() + " leads after " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        await("nobody but " + first.id() + " leads")
                .atMost(BOUND)
                .during(STEADY)
                .failFast("another one leads too", () -> leaders().size() > 1)
                .until(() -> leaders().equals(List.of(first.id())));
    }

    private List<String> leaders() {
        return queue.stream()
                .filter(member -> member.leads().getAsBoolean())
                .map(Member::id)
                .toList();
    }

    /** What Baton's clients have written by {@code setData}. */
    private Stream<String> changed() {
        return log.requests().stream()
                .flatMap(request -> Stream.concat(
                        Stream.of(new Request.Part(request.op(), request.path())), request.parts().stream()))
                .filter(part -> part.op().equals("setData"))
                .map(Request.Part::path);
    }

    @Test
    void eachKindSeesWhoLeads() throws Exception {
        String election = "seen by both";
        LeaderLatch latch = latch(election, "a latch");
        LeaderElector elector = baton(election, "a candidate");
        onlyTheFirstLeads();
        long order = order(election, 0);
        assertThat(Await.answer("who leads", elector::leader)).map(Leader::id).contains("a latch");
        assertThat(Await.answer("who leads", elector::leader))
                .map(leader -> leader.token().value())
                .contains(order);
        assertThat(Await.answer("who stands", elector::candidates))
                .extracting(Candidate::id)
                .containsExactly("a latch", "a candidate");
        queue.remove().leave().close();
        // A latch that is closed leaves the queue a little later, so that it would be counted with the next one.
        onlyTheFirstLeads();
        LeaderLatch behind = latch(election, "a latch behind");
        onlyTheFirstLeads();
        assertThat(elector.leadership().orElseThrow().token().value()).isGreaterThan(order);
        assertThat(Await.answer("who leads", elector::leader)).map(Leader::id).contains("a candidate");
        assertThat(behind.getLeader().getId()).contains("id=a+candidate");
        assertThat(behind.getParticipants()).hasSize(2);
        assertThat(latch.hasLeadership()).isFalse();
    }

    private static long order(String election, int index) throws Exception {
        String path = Latches.path(election);
        String name = operator.handle().getChildren(path, false).stream()
                .sorted((a, b) -> suffix(a).compareTo(suffix(b)))
                .toList()
                .get(index);
        return operator.handle().exists(path + "/" + name, false).getCzxid();
    }

    private static String suffix(String name) {
        return name.substring(name.lastIndexOf('-'));
    }

    @Test
    void aLatchBehindACandidateLeadsWhenTheProcessOfTheCandidateEnds() throws Exception {
        String election = "closed as a whole";
        baton(election, "first");
        LeaderLatch latch = latch(election, "second");
        onlyTheFirstLeads();
        open.get(0).close();
        queue.remove();
        onlyTheFirstLeads();
        assertThat(latch.hasLeadership()).isTrue();
    }

    private LeaderLatch latch(String election, String id) throws Exception {
        int before = position(election);
        CuratorFramework client = Latches.client(server.connectString());
        open.add(client);
        LeaderLatch latch = new LeaderLatch(client, Latches.path(election), id);
        latch.start();
        queue.add(new Member(id, latch::hasLeadership, latch));
        await().atMost(BOUND).until(() -> position(election) == before + 1);
        return latch;
    }

    private LeaderElector baton(String election, String id) throws Exception {
        int before = position(election);
        Baton baton = Connecting.to(log.connectString())
                .with("baton.candidate-id", id)
                .connect();
        open.add(baton);
        LeaderElector elector = baton.elector(election).start();
        queue.add(new Member(id, elector::isLeader, elector));
        await().atMost(BOUND).until(() -> position(election) == before + 1);
        return elector;
    }

    private static int position(String election) throws Exception {
        String path = Latches.path(election);
        return operator.handle().exists(path, false) == null
                ? 0
                : operator.handle().getChildren(path, false).size();
    }
}
