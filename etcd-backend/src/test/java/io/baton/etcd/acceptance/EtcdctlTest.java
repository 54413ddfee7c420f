// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.Candidate;
import io.baton.FencingToken;
import io.baton.Leader;
import io.baton.LeaderElector;
import io.baton.etcd.server.EtcdServer;
import io.baton.etcd.server.EtcdSpec;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code etcdctl elect} and candidates of Baton in one election: a service moves over one instance at a time. */
@Timeout(300)
class EtcdctlTest {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration STEADY = Duration.ofMillis(300);

    private static EtcdServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void standsInTheSameQueueAsBatonsCandidates() throws Exception {
        String election = "moving-over";
        try (Baton one = baton("ours");
                Baton other = baton("ours, later")) {
            LeaderElector first = one.elector(election).start();
            FencingToken ours = first.awaitLeadership(BOUND).orElseThrow().token();
            try (ChildProcess etcdctl = elect(election, "theirs")) {
                await().atMost(BOUND).until(() -> ids(first).equals(List.of("ours", "theirs")));
                LeaderElector second = other.elector(election).start();
                await().atMost(BOUND).until(() -> ids(first).equals(List.of("ours", "theirs", "ours, later")));
                staysWith("ours", first);
                assertThat(etcdctl.output()).isEmpty();
                long left = System.nanoTime();
                first.close();
                etcdctl.awaitLine("baton/" + election + "/[0-9a-f]+", BOUND);
                etcdctl.awaitLine("theirs", BOUND);
                System.out.println("etcdctl leads " + millisSince(left) + " ms after our leader was closed");
                FencingToken theirs = staysWith("theirs", second).token();
                assertThat(second.isLeader()).isFalse();
                assertThat(ids(second)).containsExactly("theirs", "ours, later");
                left = System.nanoTime();
                resigns(etcdctl);
                FencingToken later = second.awaitLeadership(BOUND).orElseThrow().token();
                System.out.println("our candidate leads " + millisSince(left) + " ms after etcdctl was asked to end;"
                        + " tokens " + ours + " < " + theirs + " < " + later);
                assertThat(staysWith("ours, later", second).token()).isEqualTo(later);
                assertThat(List.of(ours, theirs, later)).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void isFollowedByOursWhenItIsKilledAndItsLeaseRunsOut() throws Exception {
        String election = "killed";
        try (Baton one = baton("ours");
                ChildProcess etcdctl = elect(election, "theirs")) {
            etcdctl.awaitLine("theirs", BOUND);
            LeaderElector elector = one.elector(election).start();
            await().atMost(BOUND).until(() -> ids(elector).equals(List.of("theirs", "ours")));
            FencingToken theirs = staysWith("theirs", elector).token();
            etcdctl.kill();
            staysWith("theirs", elector);
            // It asks for a lease of a minute, which the test has to cut short.
            String first = server.etcdctl(
                    "get", "baton/" + election + "/", "--prefix", "--keys-only", "--sort-by=CREATE", "--limit=1");
            String lease = first.strip().replaceAll(".*/", "");
            long revoked = System.nanoTime();
            server.etcdctl("lease", "revoke", lease);
            FencingToken ours = elector.awaitLeadership(BOUND).orElseThrow().token();
            System.out.println("our candidate leads " + millisSince(revoked) + " ms after the lease of etcdctl ended");
            assertThat(ours).isGreaterThan(theirs);
        }
    }

    private static Baton baton(String id) {
        return Connecting.to(server.endpoint(), LEASE)
                .with("baton.candidate-id", id)
                .connect();
    }

    private static ChildProcess elect(String election, String proposal) {
        return ChildProcess.start(EtcdSpec.standard()
                .release()
                .etcdctl()
                .command(List.of("--endpoints=" + server.endpoint(), "elect", "baton/" + election, proposal)));
    }

    /** As by Ctrl-C: at SIGTERM it would leave its key to its lease. */
    private static void resigns(ChildProcess etcdctl) throws InterruptedException {
        try (ChildProcess kill = ChildProcess.start(new ProcessBuilder("kill", "-INT", Long.toString(etcdctl.pid())))) {
            assertThat(kill.awaitExit(BOUND)).isZero();
        }
        etcdctl.awaitExit(BOUND);
    }

    private static Leader staysWith(String id, LeaderElector asked) {
        await("the leader is " + id)
                .atMost(BOUND)
                .during(STEADY)
                .ignoreExceptionsInstanceOf(BatonException.class)
                .until(() -> asked.leader().map(Leader::id).equals(Optional.of(id)));
        try {
            return Await.answer("who leads", asked::leader).orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> ids(LeaderElector asked) throws InterruptedException {
        return Await.answer("who stands", asked::candidates).stream()
                .map(Candidate::id)
                .toList();
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
