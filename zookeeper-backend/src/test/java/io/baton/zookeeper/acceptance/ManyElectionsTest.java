// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.zookeeper.server.Request;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two thousand elections over one connection, all led. */
@Timeout(300)
class ManyElectionsTest {

    private static final int MANY = 2_000;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Boolean.getBoolean("baton.faults") ? BOUND : BOUND.multipliedBy(10);
    /** Half of the lease duration. */
    private static final Duration VALIDITY = Duration.ofSeconds(5);

    private static final Duration INTERVAL = VALIDITY;
    private static final Duration REST = Duration.ofSeconds(1);

    private static TestServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void costAProcessOneSessionOneProofAtATimeAndNoThreadEach() throws Exception {
        try (RequestLog log = RequestLog.inFrontOf(server);
                Baton baton = Connecting.to(log.connectString()).connect()) {
            lead(electors(baton, "few", 1));
            Upkeep ofOne = upkeep(log);
            int threads = Thread.activeCount();
            long begun = System.nanoTime();
            List<LeaderElector> all = electors(baton, "many", MANY - 1);
            lead(all);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Upkeep ofMany = upkeep(log);
            int threadsThen = Thread.activeCount();
            System.out.println("1 election: " + ofOne + ", " + threads + " threads; " + MANY + " elections: " + ofMany
                    + ", " + threadsThen + " threads; entered and led in " + took.toMillis() + " ms");
            assertThat(all).allMatch(LeaderElector::isLeader);
            assertThat(took).isLessThan(PATIENCE);
            assertThat(server.fourLetterWord("dump")).contains("Sessions with Ephemerals (1)");
            assertThat(threadsThen).isLessThanOrEqualTo(threads + 3);
            assertThat(ofMany.bytesOfAProof()).isEqualTo(ofOne.bytesOfAProof());
            assertThat(ofMany.proofs()).isBetween(1, 2 * ofOne.proofs() + 1);
            assertThat(ofMany.others()).isZero();
        }
    }

    private static List<LeaderElector> electors(Baton baton, String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> baton.elector(name + "-" + i))
                .toList();
    }

    private static void lead(List<LeaderElector> electors) {
        electors.forEach(LeaderElector::start);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> electors.stream().allMatch(LeaderElector::isLeader));
    }

    /** What is asked of the server in an interval in which no candidate comes or goes. */
    private static Upkeep upkeep(RequestLog log) {
        long session = log.sessions().iterator().next();
        awaitRest(log, session);
        log.clear();
        long begun = System.nanoTime();
        await().atMost(INTERVAL.multipliedBy(2)).until(() -> System.nanoTime() - begun > INTERVAL.toNanos());
        List<Request> requests = log.requests(session);
        List<Request> proofs =
                requests.stream().filter(ManyElectionsTest::isProof).toList();
        return new Upkeep(
                proofs.size(),
                proofs.stream().mapToInt(Request::bytes).max().orElse(0),
                requests.size() - proofs.size());
    }

    /** Until what entering has caused has been answered. */
    private static void awaitRest(RequestLog log, long session) {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(PATIENCE).pollInterval(REST.dividedBy(10)).during(REST).until(() -> {
            long others = log.requests(session).stream()
                    .filter(request -> !isProof(request))
                    .count();
            return before.getAndSet(others) == others;
        });
    }

    private static boolean isProof(Request request) {
        List<Request.Part> parts = request.parts();
        return parts.size() == 2
                && parts.get(0).path().startsWith("/baton/.fence/")
                && parts.get(1).path().startsWith("/baton/.sign/");
    }

    @Test
    void aListenerThatBlocksDelaysNoOtherListener() throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);
        CountDownLatch called = new CountDownLatch(MANY / 10);
        try (Baton baton = Connecting.to(server.connectString()).connect()) {
            LeaderElector blocked = baton.elector("blocked");
            blocked.listen(new LeadershipListener() {
                @Override
                public void onElected(Leadership leadership) {
                    awaitQuietly(blocks);
                }
            });
            lead(List.of(blocked));
            List<LeaderElector> others = electors(baton, "other", MANY / 10);
            others.forEach(elector -> elector.listen(new LeadershipListener() {
                @Override
                public void onElected(Leadership leadership) {
                    called.countDown();
                }
            }));
            long begun = System.nanoTime();
            lead(others);
            assertThat(called.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
            System.out.println("beside a listener that blocks, " + others.size() + " others were elected and told in "
                    + (System.nanoTime() - begun) / 1_000_000 + " ms");
            goesOnBeingRenewed(
                    Stream.concat(others.stream(), Stream.of(blocked)).toList());
            blocks.countDown();
        }
    }

    private static void goesOnBeingRenewed(List<LeaderElector> electors) {
        List<Leadership> held = electors.stream()
                .map(elector -> elector.leadership().orElseThrow())
                .toList();
        long begun = System.nanoTime();
        Duration[] least = {VALIDITY};
        await().atMost(VALIDITY.multipliedBy(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    for (Leadership each : held) {
                        Duration remaining = each.remaining();
                        least[0] = remaining.compareTo(least[0]) < 0 ? remaining : least[0];
                    }
                    return System.nanoTime() - begun > VALIDITY.toNanos();
                });
        System.out.println("the least that remained of " + VALIDITY.toMillis() + " ms: " + least[0].toMillis() + " ms");
        // More than a validity has passed: without a renewal none of them would be held.
        assertThat(held).allMatch(Leadership::isHeld);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The requests of an interval.
     *
     * @param others that are neither proofs nor pings
     */
    private record Upkeep(int proofs, int bytesOfAProof, int others) {
        @Override
        public String toString() {
            return proofs + " proofs of " + bytesOfAProof + " B and " + others + " other requests in "
                    + INTERVAL.toMillis() + " ms";
        }
    }
}
