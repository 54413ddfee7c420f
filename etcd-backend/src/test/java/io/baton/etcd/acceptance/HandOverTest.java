// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fixture.Configuration;
import io.etcd.jetcd.api.CampaignResponse;
import io.etcd.jetcd.api.LeaderKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * From the leader's wish to leave to the successor's knowledge that it leads; beside it the elections that etcd's members
 * hold themselves, asked for without a client library, in turns in the same run.
 */
@Timeout(300)
class HandOverTest {

    private static final boolean LONG = Boolean.getBoolean("baton.faults");
    private static final int ROUNDS = LONG ? 100 : 20;
    private static final int WARM_UP = 10;
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(8);
    private static final Duration LATER = Duration.ofMillis(250);
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static EtcdServer server;

    private PlainClient plain;
    private Baton leaving;
    private Baton following;
    private long firstLease;
    private long secondLease;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        plain = new PlainClient(server);
        Configuration configuration = Connecting.to(server.endpoint(), LEASE);
        leaving = configuration.connect();
        following = configuration.connect();
        firstLease = plain.grant();
        secondLease = plain.grant();
    }

    @AfterEach
    void disconnect() {
        leaving.close();
        following.close();
        plain.close();
    }

    @Test
    void isAsQuickToASuccessorThatHasJustComeAsToOneThatHasWaited() throws Exception {
        Times soon = new Times();
        Times later = new Times();
        Times theirsSoon = new Times();
        Times theirsLater = new Times();
        for (int i = 0; i < WARM_UP; i++) {
            baton("warm-up-" + i, SOON);
            campaign("warm-up-" + i, SOON);
        }
        for (int i = 0; i < ROUNDS; i++) {
            soon.add(baton("soon-" + i, SOON));
            theirsSoon.add(campaign("soon-" + i, SOON));
            later.add(baton("later-" + i, LATER));
            theirsLater.add(campaign("later-" + i, LATER));
        }
        System.out.println("hand-over to a successor that came " + SOON.toMillis() + " / " + LATER.toMillis()
                + " ms before, median (greatest) of " + ROUNDS + ": Baton " + soon + " / " + later
                + ", etcd's Campaign " + theirsSoon + " / " + theirsLater);
        if (LONG) {
            assertThat(soon.median()).isLessThan(3 * later.median());
            assertThat(soon.median()).isLessThan(theirsSoon.median());
        }
        assertThat(soon.median()).as("not by the end of a lease").isLessThan(LEASE.toNanos());
    }

    private long baton(String election, Duration gap) throws Exception {
        CompletableFuture<Long> elected = new CompletableFuture<>();
        LeaderElector leader = leaving.elector(election).start();
        try (LeaderElector successor = following.elector(election)) {
            assertThat(leader.awaitLeadership(BOUND)).isPresent();
            successor.listen(new LeadershipListener() {
                @Override
                public void onElected(Leadership leadership) {
                    elected.complete(System.nanoTime());
                }
            });
            successor.start();
            awaitBoth("baton/" + election + "/", gap);
            long left = System.nanoTime();
            leader.close();
            return at(elected) - left;
        }
    }

    private long campaign(String election, Duration gap) throws Exception {
        String name = "campaign/" + election;
        LeaderKey leader = plain.campaign(name, firstLease).get().getLeader();
        ListenableFuture<CampaignResponse> successor = plain.campaign(name, secondLease);
        CompletableFuture<Long> elected = new CompletableFuture<>();
        successor.addListener(() -> elected.complete(System.nanoTime()), Runnable::run);
        awaitBoth(name + "/", gap);
        long left = System.nanoTime();
        plain.resign(leader);
        long took = at(elected) - left;
        plain.resign(successor.get().getLeader());
        return took;
    }

    /** Returns that long after both were seen in the queue. */
    private void awaitBoth(String queue, Duration gap) {
        await().atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> plain.count(queue) == 2);
        long seen = System.nanoTime();
        await().atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> System.nanoTime() - seen >= gap.toNanos());
    }

    private static long at(CompletableFuture<Long> elected)
            throws InterruptedException, ExecutionException, TimeoutException {
        return elected.get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    /** How long each round took. */
    private static final class Times {

        private final List<Long> nanos = new ArrayList<>();

        void add(long each) {
            nanos.add(each);
        }

        long median() {
            return nanos.stream().sorted().toList().get(nanos.size() / 2);
        }

        @Override
        public String toString() {
            long greatest = nanos.stream().mapToLong(Long::longValue).max().orElseThrow();
            return "%.1f (%.1f) ms".formatted(median() / 1e6, greatest / 1e6);
        }
    }
}
