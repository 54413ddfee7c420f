// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.FrozenLeader;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leaders whose process is killed or frozen. */
@Timeout(1800)
class KilledLeaderTest {

    private static final Duration FROZEN = Duration.ofSeconds(8);

    private static EtcdServer server;
    private static Store store;
    private static Contest contest;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
        store = Store.at(server);
        contest = Contests.of("killed");
        contest.join(server.endpoint());
        contest.join(server.endpoint());
    }

    @AfterAll
    static void stop() {
        contest.close();
        store.close();
        server.close();
    }

    @Test
    void aKilledLeaderIsFollowedWithinALeaseAndAScan() throws Exception {
        Series series = new Series("kill -9 of the leader", 2, 20);
        for (int round = 0; round < series.rounds(); round++) {
            Term old = leaderOfTwo();
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(Contests.SCAN));
            long lease = store.place(contest.election(), old.token()).lease();
            long killed = System.nanoTime();
            old.worker().kill();
            series.add(contest.termAfter(old).electedAt() - killed);
            Patience.untilTrue(
                    "nothing is left of a killed process",
                    () -> !store.sessions().contains(lease));
            contest.join(server.endpoint());
        }
        series.conclude("from the kill to onElected", contest.check());
        series.assertWithin(Contests.LEASE.plus(Contests.SCAN).plusMillis(100));
    }

    @Test
    void aFrozenLeaderIsNotHeldWhenItWakes() throws Exception {
        Series series = new Series("SIGSTOP of the leader for 8 s", 2, 20);
        FrozenLeader.play(series, contest, round -> leaderOfTwo(), Contests.SCAN, FROZEN);
    }

    private static Term leaderOfTwo() {
        store.awaitPlaces(contest.election(), 2);
        return contest.term();
    }
}
