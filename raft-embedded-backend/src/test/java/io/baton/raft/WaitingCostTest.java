// SPDX-License-Identifier: Apache-2.0
package io.baton.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.Baton;
import io.baton.LeaderElector;
import io.baton.raft.state.Store;
import io.baton.spi.ElectionName;
import io.baton.testkit.fixture.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many entries the processes of one election put into the log while nothing happens. */
@Timeout(120)
class WaitingCostTest {

    private static final Duration LEASE = Duration.ofMillis(800);
    private static final int LEASES = 10;
    private static final int WAITING = 5;
    private static final int OBSERVERS = 2;

    /** An observer writes less than one. */
    private static final int MOST_IN_A_LEASE = (6 + 1) + WAITING * (3 + 1) + OBSERVERS;

    @TempDir
    private Path dataDir;

    private final List<Baton> connections = new ArrayList<>();

    @Test
    void sessionsThatDoNotLeadWriteSeldom() throws Exception {
        try (LocalGroup group = LocalGroup.ofOne(dataDir)) {
            try {
                List<LeaderElector> electors = new ArrayList<>();
                for (int i = 0; i <= WAITING; i++) {
                    LeaderElector elector =
                            connect(group, "candidate-" + i).elector("shared").start();
                    electors.add(elector);
                    int entered = electors.size();
                    Await.untilTrue("it stands", () -> look(group, WaitingCostTest::position) == entered);
                }
                for (int i = 0; i < OBSERVERS; i++) {
                    connect(group, "observer-" + i).elector("shared").observe(leader -> {});
                }
                Await.untilTrue("the first leads", electors.get(0)::isLeader);
                Await.untilAfter(System.nanoTime(), LEASE.multipliedBy(2));

                long begun = System.nanoTime();
                long before = index(group);
                Await.untilAfter(begun, LEASE.multipliedBy(LEASES));
                double leases = (System.nanoTime() - begun) / (double) LEASE.toNanos();
                double inALease = (index(group) - before) / leases;
                System.out.printf("%.1f entries in a lease%n", inALease);
                assertThat(inALease).isLessThan(MOST_IN_A_LEASE);
                assertThat(electors.get(0).isLeader()).isTrue();
            } finally {
                connections.forEach(Baton::close);
            }
        }
    }

    private Baton connect(LocalGroup group, String id) {
        Baton connection = group.configuration(id, "a")
                .with("baton.lease-duration", LEASE.toMillis() + "ms")
                .connect();
        connections.add(connection);
        return connection;
    }

    private static int position(Store store) {
        return store.candidateQueue(new ElectionName("shared")).queue().size();
    }

    private static long index(LocalGroup group) throws Exception {
        return look(group, Store::index);
    }

    private static <T> T look(LocalGroup group, Function<Store, T> question) throws Exception {
        return group.member("a").look(question).get(60, TimeUnit.SECONDS);
    }
}
