// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.FrozenLeader;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
import io.baton.testkit.fixture.WorkerLine.Kind;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leaders whose process is killed or frozen. */
@Timeout(1800)
class KilledLeaderTest {

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration FROZEN = Duration.ofSeconds(6);

    private static TestServer server;
    private static Store store;
    private static Contest contest;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start(ServerSpec.standard().tickTime(TICK).withoutForcedWrites());
        store = Store.at(server.connectString());
        contest = Contests.of("killed");
        contest.join(server.connectString());
        contest.join(server.connectString());
    }

    @AfterAll
    static void stop() {
        contest.close();
        store.close();
        server.close();
    }

    @Test
    void aKilledLeaderIsFollowedWithinASessionAndATick() throws Exception {
        Series series = new Series("kill -9 of the leader", 2, 20);
        for (int round = 0; round < series.rounds(); round++) {
            Term old = leaderOfTwo(contest);
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(TICK));
            long session = store.place(contest.election(), old.token()).session();
            long killed = System.nanoTime();
            old.worker().kill();
            series.add(contest.termAfter(old).electedAt() - killed);
            Patience.untilTrue(
                    "nothing is left of a killed process",
                    () -> !store.sessions().contains(session));
            contest.join(server.connectString());
        }
        series.conclude("from the kill to onElected", contest.check());
        series.assertWithin(Contests.SESSION.plus(TICK).plusMillis(100));
    }

    @Test
    void aFrozenLeaderIsNotHeldWhenItWakes() throws Exception {
        Series series = new Series("SIGSTOP of the leader for 6 s", 2, 20);
        FrozenLeader.play(series, contest, round -> leaderOfTwo(contest), TICK, FROZEN);
    }

    /** Without a deadline of its own, a leader that wakes goes on for a while: the samples must show it. */
    @Test
    void aFrozenLatchIsFoundOut() throws Exception {
        Series series = new Series("SIGSTOP of Curator's leader for 6 s", 0, 5);
        try (Contest latches = Contests.ofLatches("frozen-latch")) {
            for (int round = 0; round < series.rounds(); round++) {
                latches.join(server.connectString());
                latches.join(server.connectString());
                Term old = leaderOfTwo(latches);
                long frozen = System.nanoTime();
                old.worker().pause();
                Patience.untilAfter(frozen, FROZEN);
                latches.termAfter(old);
                old.worker().resume();
                old.worker().awaitLine(Kind.LOST, old.token());
                latches.leave();
                series.found(latches.check());
            }
        }
    }

    private static Term leaderOfTwo(Contest among) {
        store.awaitPlaces(among.election(), 2);
        return among.term();
    }
}
