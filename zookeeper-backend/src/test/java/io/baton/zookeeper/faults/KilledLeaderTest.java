// SPDX-License-Identifier: Apache-2.0
package io.baton.zookeeper.faults;

import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.FrozenLeader;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.WorkerMessage.Kind;
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
    private static ProcessElection processElection;

    @BeforeAll
    static void start() throws InterruptedException {
        server = TestServer.start(ServerSpec.standard().tickTime(TICK).withoutForcedWrites());
        store = Store.at(server.connectString());
        processElection = ProcessElections.of("killed");
        processElection.join(server.connectString());
        processElection.join(server.connectString());
    }

    @AfterAll
    static void stop() {
        processElection.close();
        store.close();
        server.close();
    }

    @Test
    void aKilledLeaderIsFollowedWithinASessionAndATick() throws Exception {
        FaultRounds faultRounds = new FaultRounds("kill -9 of the leader", 2, 20);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Term old = leaderOfTwo(processElection);
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(TICK));
            long session = store.entry(processElection.election(), old.token()).session();
            long killed = System.nanoTime();
            old.worker().kill();
            faultRounds.add(processElection.termAfter(old).electedAt() - killed);
            Await.untilTrue(
                    "nothing is left of a killed process",
                    () -> !store.sessions().contains(session));
            processElection.join(server.connectString());
        }
        faultRounds.conclude("from the kill to onElected", processElection.check());
        faultRounds.assertWithin(ProcessElections.SESSION.plus(TICK).plusMillis(100));
    }

    @Test
    void aFrozenLeaderIsNotHeldWhenItWakes() throws Exception {
        FaultRounds faultRounds = new FaultRounds("SIGSTOP of the leader for 6 s", 2, 20);
        FrozenLeader.play(faultRounds, processElection, round -> leaderOfTwo(processElection), TICK, FROZEN);
    }

    /** Without a deadline of its own, a leader that wakes goes on for a while: the samples must show it. */
    @Test
    void aFrozenLatchIsFoundOut() throws Exception {
        FaultRounds faultRounds = new FaultRounds("SIGSTOP of Curator's leader for 6 s", 0, 5);
        try (ProcessElection latches = ProcessElections.ofLatches("frozen-latch")) {
            for (int round = 0; round < faultRounds.rounds(); round++) {
                latches.join(server.connectString());
                latches.join(server.connectString());
                Term old = leaderOfTwo(latches);
                long frozen = System.nanoTime();
                old.worker().pause();
                Await.untilAfter(frozen, FROZEN);
                latches.termAfter(old);
                old.worker().resume();
                old.worker().awaitLine(Kind.LOST, old.token());
                latches.leave();
                faultRounds.found(latches.check());
            }
        }
    }

    private static Term leaderOfTwo(ProcessElection among) {
        store.awaitEntries(among.election(), 2);
        return among.term();
    }
}
