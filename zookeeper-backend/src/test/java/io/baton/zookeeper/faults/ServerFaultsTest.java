// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Contest;
import io.baton.testkit.fixture.Contest.Term;
import io.baton.testkit.fixture.Patience;
import io.baton.testkit.fixture.Series;
import io.baton.zookeeper.server.ServerSpec;
import io.baton.zookeeper.server.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The only server is frozen or killed, and comes back. */
@Timeout(1800)
class ServerFaultsTest {

    private static final Duration BLIP = Duration.ofSeconds(1);

    /** The short form leaves the time that a busy machine takes until everybody is awake again. */
    private static final Duration SESSION =
            Boolean.getBoolean("baton.faults") ? Contests.SESSION : Duration.ofSeconds(12);

    private static TestServer server;
    private static Contest contest;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start(ServerSpec.standard());
        contest = Contests.of("server-faults", SESSION);
        contest.join(server.connectString());
        contest.join(server.connectString());
    }

    @AfterAll
    static void stop() {
        contest.close();
        server.close();
    }

    @Test
    void aServerThatFallsSilentForASecondCostsNoLeadership() throws Exception {
        Series series = new Series("SIGSTOP of the server for 1 s", 2, 20);
        Term term = contest.term();
        for (int round = 0; round < series.rounds(); round++) {
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(BLIP));
            long paused = System.nanoTime();
            server.pause();
            Patience.untilAfter(paused, BLIP);
            server.resume();
            series.add(System.nanoTime() - paused);
            // Had no proof succeeded since the stop, the leadership would have ended by then.
            Patience.untilAfter(paused, SESSION.dividedBy(2).plusMillis(200));
            assertThat(contest.isLast(term))
                    .as("kept over blip " + round + "\n" + contest.account())
                    .isTrue();
        }
        series.conclude("silent for", contest.check());
    }

    @Test
    void aServerThatIsKilledAndRestartedHasOneLeaderAgain() throws Exception {
        Series series = new Series("kill -9 of the server, restart on the same data", 1, 10);
        for (int round = 0; round < series.rounds(); round++) {
            Term old = contest.term();
            Patience.untilAfter(System.nanoTime(), series.anyPartOf(BLIP));
            long killed = System.nanoTime();
            server.kill();
            server.restart();
            Term next = contest.term();
            assertThat(next.token()).isGreaterThanOrEqualTo(old.token());
            next.worker().resign();
            series.add(contest.termAfter(next).electedAt() - killed);
        }
        series.conclude("from the kill to the end of a hand-over afterwards", contest.check());
    }
}
