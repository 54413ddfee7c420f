// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.zookeeper.server.RequestLog;
import io.baton.zookeeper.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderLatchListener;

/** One process in one election, Baton's or Curator's, over a connection of its own whose requests are counted. */
final class Contender implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(600);

    /** Long enough that what is sent together is on its way before the first of it is answered. */
    private static final Duration DELAY = Duration.ofMillis(200);

    private final RequestLog log;
    private final Participation participation;
    private final CompletableFuture<Cost> elected = new CompletableFuture<>();

    private Contender(RequestLog log, Participation participation) {
        this.log = log;
        this.participation = participation;
    }

    static Contender baton(TestServer server, String election) {
        RequestLog log = RequestLog.inFrontOf(server);
        // So long that nobody looks again in the course of a test.
        Baton baton = Connecting.to(log.connectString())
                .with("baton.lease-duration", "40s")
                .connect();
        return new Contender(log, new WithBaton(baton, baton.elector(election)));
    }

    /** A {@code LeaderLatch} on the path of an election. */
    static Contender latch(TestServer server, String election) throws InterruptedException {
        RequestLog log = RequestLog.inFrontOf(server);
        CuratorFramework client = Latches.client(log.connectString());
        return new Contender(log, new WithLatch(client, new LeaderLatch(client, Latches.path(election), "latch")));
    }

    /** Begins to stand, and returns what that has cost when all is quiet. */
    Cost stand() throws Exception {
        log.clear();
        return standAfterConnecting();
    }

    /** As {@link #stand()}; what the connection has cost before counts too. */
    Cost standAfterConnecting() throws Exception {
        log.network().delayReplies(DELAY);
        participation.start(() -> elected.complete(cost()));
        AtomicInteger before = new AtomicInteger();
        await().atMost(BOUND).pollInterval(QUIET.dividedBy(10)).during(QUIET).until(() -> {
            int now = cost().requests();
            return now > 0 && before.getAndSet(now) == now;
        });
        return cost();
    }

    /** From now on costs are counted anew. */
    void countAnew() {
        log.clear();
    }

    /** What it has cost up to the callback. */
    Cost awaitElected() throws Exception {
        return elected.get(BOUND.toSeconds(), TimeUnit.SECONDS);
    }

    /** Leaves the election in an orderly way, and keeps the connection. */
    void leave() {
        participation.leave();
    }

    @Override
    public void close() {
        participation.close();
        log.close();
    }

    private Cost cost() {
        return Cost.of(log, log.sessions().iterator().next());
    }

    private interface Participation {
        void start(Runnable onElected) throws Exception;

        void leave();

        void close();
    }

    private record WithBaton(Baton baton, LeaderElector elector) implements Participation {

        @Override
        public void start(Runnable onElected) {
            elector.listen(new LeadershipListener() {
                @Override
                public void onElected(Leadership leadership) {
                    onElected.run();
                }
            });
            elector.start();
        }

        @Override
        public void leave() {
            elector.close();
        }

        @Override
        public void close() {
            baton.close();
        }
    }

    private record WithLatch(CuratorFramework client, LeaderLatch latch) implements Participation {

        @Override
        public void start(Runnable onElected) throws Exception {
            latch.addListener(new LeaderLatchListener() {
                @Override
                public void isLeader() {
                    onElected.run();
                }

                @Override
                public void notLeader() {}
            });
            latch.start();
        }

        @Override
        public void leave() {
            try {
                latch.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
