// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
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

    /** The short form leaves the time that a busy machine takes until all processes run again. */
    private static final Duration SESSION =
            Boolean.getBoolean("baton.faults") ? ProcessElections.SESSION : Duration.ofSeconds(12);

    private static TestServer server;
    private static ProcessElection processElection;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start(ServerSpec.standard());
        processElection = ProcessElections.of("server-faults", SESSION);
        processElection.join(server.connectString());
        processElection.join(server.connectString());
    }

    @AfterAll
    static void stop() {
        processElection.close();
        server.close();
    }

    @Test
    void aServerThatFallsSilentForASecondCostsNoLeadership() throws Exception {
        FaultRounds faultRounds = new FaultRounds("SIGSTOP of the server for 1 s", 2, 20);
        Term term = processElection.term();
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(BLIP));
            long paused = System.nanoTime();
            server.pause();
            Await.untilAfter(paused, BLIP);
            server.resume();
            faultRounds.add(System.nanoTime() - paused);
            // Had no proof succeeded since the stop, the leadership would have ended by then.
            Await.untilAfter(paused, SESSION.dividedBy(2).plusMillis(200));
            assertThat(processElection.isLast(term))
                    .as("kept over blip " + round + "\n" + processElection.account())
                    .isTrue();
        }
        faultRounds.conclude("silent for", processElection.check());
    }

    @Test
    void aServerThatIsKilledAndRestartedHasOneLeaderAgain() throws Exception {
        FaultRounds faultRounds = new FaultRounds("kill -9 of the server, restart on the same data", 1, 10);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Term old = processElection.term();
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(BLIP));
            long killed = System.nanoTime();
            server.kill();
            server.restart();
            Term next = processElection.term();
            assertThat(next.token()).isGreaterThanOrEqualTo(old.token());
            next.worker().resign();
            faultRounds.add(processElection.termAfter(next).electedAt() - killed);
        }
        faultRounds.conclude("from the kill to the end of a hand-over afterwards", processElection.check());
    }
}
