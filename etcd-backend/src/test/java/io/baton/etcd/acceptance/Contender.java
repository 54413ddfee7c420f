// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.acceptance;

import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.LeadershipListener;
import io.baton.etcd.server.CallLog;
import io.baton.etcd.server.EtcdServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One process in one election, over a connection of its own whose calls are counted. */
final class Contender implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(600);

    /** Long enough that what is sent together is on its way before the first of it is answered. */
    private static final Duration DELAY = Duration.ofMillis(200);

    private final CallLog log;
    private final Baton baton;
    private final LeaderElector elector;
    private final CompletableFuture<Cost> elected = new CompletableFuture<>();

    Contender(EtcdServer server, String election) {
        log = CallLog.inFrontOf(server);
        // So long that no candidate looks again in the course of a test.
        baton = Connecting.to(log.endpoint(), Duration.ofSeconds(60)).connect();
        elector = baton.elector(election);
    }

    /** Begins to stand, and returns what that has cost when all is quiet. */
    Cost stand() {
        log.network().delayReplies(DELAY);
        log.clear();
        elector.listen(new LeadershipListener() {
            @Override
            public void onElected(Leadership leadership) {
                elected.complete(Cost.of(log));
            }
        });
        elector.start();
        AtomicInteger before = new AtomicInteger();
        await().atMost(BOUND).pollInterval(QUIET.dividedBy(10)).during(QUIET).until(() -> {
            int now = Cost.of(log).requests();
            return now > 0 && before.getAndSet(now) == now;
        });
        return Cost.of(log);
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
        elector.close();
    }

    @Override
    public void close() {
        baton.close();
        log.close();
    }
}
