// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.Candidate;
import io.baton.ElectorOptions;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fault.TcpProxy;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Thousands of elections over one connection. */
@Timeout(300)
class ManyElectionsTest {

    private static final boolean LONG = Boolean.getBoolean("baton.faults");
    private static final int SUCCESSORS = 1_000;
    private static final int MANY = LONG ? 10_000 : 2_000;
    private static final Duration TAKE_OVER_BOUND = Duration.ofSeconds(2);
    private static final Duration ENTRY_BOUND = Duration.ofSeconds(5);
    private static final Duration LEASE = Duration.ofSeconds(10);
    /** Half of the lease duration, and what clocks may differ. */
    private static final Duration WAIT = LEASE.dividedBy(2).multipliedBy(101).dividedBy(100);

    /** So short that a successor's wait leaves time within the bound; longer where others use the machine. */
    private static final Duration REVOKED_LEASE = LONG ? Duration.ofSeconds(3) : LEASE;

    private static final Duration REVOKED_WAIT =
            REVOKED_LEASE.dividedBy(2).multipliedBy(101).dividedBy(100);

    private static final Duration BOUND = Duration.ofSeconds(100);
    private static final String WATCH_STREAMS = "etcd_debugging_mvcc_watch_stream_total";
    private static final String WATCHERS = "etcd_debugging_mvcc_watcher_total";

    private EtcdServer server;
    private PlainClient plain;

    @BeforeEach
    void start() throws InterruptedException {
        server = EtcdServer.start();
        plain = new PlainClient(server);
    }

    @AfterEach
    void stop() {
        plain.close();
        server.close();
    }

    @Test
    void haveTheirSuccessorsAtOnceWhenOneLeaseEnds() throws Exception {
        try (TcpProxy network = TcpProxy.to(server.address());
                Baton holder = Connecting.to("http://127.0.0.1:" + network.port(), REVOKED_LEASE)
                        .connect()) {
            String lease = server.etcdctl("get", "baton/.fence/", "--prefix", "--keys-only", "--limit=1")
                    .strip()
                    .replaceAll(".*/", "");
            lead(electors(holder, "shared", SUCCESSORS));
            try (Baton waiting = Connecting.to(server.endpoint(), REVOKED_LEASE).connect()) {
                Queue<Long> announced = new ConcurrentLinkedQueue<>();
                List<LeaderElector> successors = electors(waiting, "shared", SUCCESSORS);
                successors.forEach(each -> each.listen(onElected(() -> announced.add(System.nanoTime()))));
                successors.forEach(LeaderElector::start);
                await().atMost(BOUND).until(() -> plain.count("baton/shared-") == 2 * SUCCESSORS);
                // As when its process dies: it does not come back and stand again meanwhile.
                network.cut();
                long cut = System.nanoTime();
                server.etcdctl("lease", "revoke", lease);
                long revoked = System.nanoTime();
                await().atMost(BOUND)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> announced.size() >= SUCCESSORS
                                && successors.stream().allMatch(LeaderElector::isLeader));
                tookOver(cut, revoked, announced);
                memberIsHealthy();
            }
            network.heal();
        }
    }

    private static void tookOver(long cut, long revoked, Queue<Long> announced) {
        long first = announced.stream().mapToLong(Long::longValue).min().orElseThrow();
        long last = announced.stream().mapToLong(Long::longValue).max().orElseThrow();
        long endOfWait = Math.min(first, revoked + REVOKED_WAIT.toNanos());
        System.out.println(SUCCESSORS + " successors, lease " + REVOKED_LEASE.toMillis() + " ms, wait of at most "
                + REVOKED_WAIT.toMillis() + " ms after the last sign of life: the first announced "
                + millis(first - revoked)
                + " ms, the last " + millis(last - revoked) + " ms after the lease was revoked (" + millis(first - cut)
                + " and " + millis(last - cut) + " ms after the holder was cut off); from the end of the wait to the"
                + " last " + millis(last - endOfWait) + " ms");
        assertThat(Duration.ofNanos(last - revoked)).isLessThan(LONG ? TAKE_OVER_BOUND : BOUND);
    }

    private void memberIsHealthy() throws Exception {
        server.gateway().put("healthy", "yes");
        assertThat(server.etcdctl("get", "healthy")).isEqualTo("healthy\nyes\n");
        long begun = System.nanoTime();
        plain.resign(plain.campaign("campaign/after", plain.grant()).get().getLeader());
        System.out.println("after that the member writes, and its own Campaign takes "
                + millis(System.nanoTime() - begun) + " ms");
    }

    // A lease that does not end where a process gets a tenth of a processor.
    @Test
    void costAProcessOneLeaseOneStreamOfWatchesAndNoThreadEach() throws Exception {
        try (Baton baton =
                Connecting.to(server.endpoint(), LEASE.multipliedBy(2)).connect()) {
            lead(electors(baton, "few", 1));
            int threads = Thread.activeCount();
            long heap = heap();
            List<LeaderElector> all = electors(baton, "many", MANY);
            Duration cpu = cpu();
            long begun = System.nanoTime();
            all.forEach(LeaderElector::start);
            await().atMost(BOUND).pollInterval(Duration.ofMillis(100)).until(() -> plain.count("baton/many-") == MANY);
            long entered = System.nanoTime() - begun;
            await().atMost(BOUND)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> all.stream().allMatch(LeaderElector::isLeader));
            long led = System.nanoTime() - begun;
            Duration cpuThen = cpu();
            int threadsThen = Thread.activeCount();
            long perElection = (heap() - heap) / MANY;
            double streams = server.metrics().getOrDefault(WATCH_STREAMS, -1.0);
            double watchers = server.metrics().getOrDefault(WATCHERS, -1.0);
            System.out.println(MANY + " elections over one lease: entered in " + millis(entered) + " ms, all led after "
                    + millis(led) + " ms and " + cpuThen.minus(cpu).toMillis() + " ms of a processor; " + (int) streams
                    + " stream with " + (int) watchers + " watches, "
                    + threads + " threads before and " + threadsThen + " after, " + perElection
                    + " B of heap per election");
            assertThat(Duration.ofNanos(entered)).isLessThan(LONG ? ENTRY_BOUND.multipliedBy(2) : BOUND);
            assertThat(streams).isEqualTo(1);
            assertThat(threadsThen).isLessThanOrEqualTo(threads + 3);
            assertThat(perElection).isLessThan(40_000);
            assertThat(plain.count("baton/.fence/")).isEqualTo(1);
        }
    }

    @Test
    void areNotDelayedByAListenerThatBlocks() throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);
        int count = SUCCESSORS / 5;
        CountDownLatch called = new CountDownLatch(count);
        try (Baton baton = Connecting.to(server.endpoint(), LEASE).connect()) {
            LeaderElector blocked = baton.elector("blocked");
            blocked.listen(onElected(() -> awaitQuietly(blocks)));
            lead(List.of(blocked));
            List<LeaderElector> others = electors(baton, "other", count);
            others.forEach(each -> each.listen(onElected(called::countDown)));
            long begun = System.nanoTime();
            lead(others);
            assertThat(called.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
            System.out.println("beside a listener that blocks, " + count + " others were elected and told in "
                    + millis(System.nanoTime() - begun) + " ms");
            List<Leadership> held =
                    others.stream().map(each -> each.leadership().orElseThrow()).toList();
            Leadership ofTheBlocked = blocked.leadership().orElseThrow();
            long from = System.nanoTime();
            await().atMost(BOUND).until(() -> System.nanoTime() - from > WAIT.toNanos());
            // More than a validity has passed: without a renewal none of them would be held.
            assertThat(held).allMatch(Leadership::isHeld);
            assertThat(ofTheBlocked.isHeld()).isTrue();
            blocks.countDown();
        }
    }

    /** Together they are more than etcd takes in one request. */
    @Test
    void ofCandidatesOfTheGreatestSizeAreLed() {
        Candidate great = new Candidate("great", Map.of("data", "x".repeat(65_000)));
        ElectorOptions options = ElectorOptions.DEFAULTS.as(great);
        try (Baton baton = Connecting.to(server.endpoint(), LEASE).connect()) {
            lead(IntStream.range(0, 100)
                    .mapToObj(i -> baton.elector("great-" + i, options))
                    .toList());
        }
    }

    private static List<LeaderElector> electors(Baton baton, String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> baton.elector(name + "-" + i))
                .toList();
    }

    private static void lead(List<LeaderElector> electors) {
        electors.forEach(LeaderElector::start);
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> electors.stream().allMatch(LeaderElector::isLeader));
    }

    private static LeadershipListener onElected(Runnable then) {
        return new LeadershipListener() {
            @Override
            public void onElected(Leadership leadership) {
                then.run();
            }
        };
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Of this process, also for what compiles its code. */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
