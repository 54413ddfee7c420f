// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.Baton;
import io.baton.BatonException;
import io.baton.LeaderElector;
import io.baton.Leadership;
import io.baton.testkit.fixture.ConnectFailure;
import io.baton.zookeeper.server.RawClient;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A directory whose listing does not fit jute.maxbuffer hurts its own election only. */
@Timeout(300)
class LargeDirectoryTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start();
        try (RawClient operator = RawClient.connect(server.connectString(), Duration.ofSeconds(10))) {
            fill(operator.handle(), "bad", 20_000, 55);
            fill(operator.handle(), "long-names", 10_000, 120);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void fill(ZooKeeper store, String election, int count, int length) throws Exception {
        if (store.exists("/baton", false) == null) {
            store.create("/baton", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        store.create("/baton/" + election, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        CountDownLatch created = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            String name = ("stranger-%0" + (length - 9) + "d").formatted(i);
            store.create(
                    "/baton/" + election + "/" + name,
                    new byte[0],
                    Ids.OPEN_ACL_UNSAFE,
                    CreateMode.PERSISTENT,
                    (rc, path, context, made) -> created.countDown(),
                    null);
        }
        assertThat(created.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anElectionWithTooManyStrangersIsRefusedAndTheOthersGoOn() throws Exception {
        try (Baton baton = Connecting.to(server.connectString()).connect()) {
            Leadership good = lead(baton, "good");
            LeaderElector bad = baton.elector("bad").start();
            ConnectFailure.of("an election whose directory cannot be listed", bad::awaitLeadership)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("/baton/bad", "20001 children", "jute.maxbuffer", "1048575");
            assertThatThrownBy(bad::candidates).hasStackTraceContaining("20000 children");
            assertThatThrownBy(bad::leader).hasStackTraceContaining("20000 children");
            List<Object> observed = new CopyOnWriteArrayList<>();
            bad.observe(observed::add);
            assertThat(baton.raiseTokenFloor("bad", 7)).isEqualTo(7);
            await().during(Duration.ofSeconds(4)).atMost(BOUND).until(good::isHeld);
            assertThat(observed).isEmpty();
        }
    }

    /** Their number alone does not tell: the listing breaks the connection, but not again and again. */
    @Test
    void namesThatAreLongerThanExpectedAreRefusedToo() throws Exception {
        try (Baton baton = Connecting.to(server.connectString()).connect()) {
            Leadership good = lead(baton, "good-2");
            LeaderElector bad = baton.elector("long-names").start();
            ConnectFailure.of("an election whose directory cannot be listed", bad::awaitLeadership)
                    .isInstanceOf(BatonException.class)
                    .hasMessageContainingAll("/baton/long-names", "children", "jute.maxbuffer");
            await().during(Duration.ofSeconds(4)).atMost(BOUND).until(good::isHeld);
        }
    }

    private static Leadership lead(Baton baton, String election) throws InterruptedException {
        return baton.elector(election).start().awaitLeadership(BOUND).orElseThrow();
    }
}
