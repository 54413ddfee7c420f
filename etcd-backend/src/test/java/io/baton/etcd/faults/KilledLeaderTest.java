// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.FrozenLeader;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
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
    private static ProcessElection processElection;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
        store = Store.at(server);
        processElection = ProcessElections.of("killed");
        processElection.join(server.endpoint());
        processElection.join(server.endpoint());
    }

    @AfterAll
    static void stop() {
        processElection.close();
        store.close();
        server.close();
    }

    @Test
    void aKilledLeaderIsFollowedWithinALeaseAndAScan() throws Exception {
        FaultRounds faultRounds = new FaultRounds("kill -9 of the leader", 2, 20);
        for (int round = 0; round < faultRounds.rounds(); round++) {
            Term old = leaderOfTwo();
            Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(ProcessElections.SCAN));
            long lease = store.queueKey(processElection.election(), old.token()).lease();
            long killed = System.nanoTime();
            old.worker().kill();
            faultRounds.add(processElection.termAfter(old).electedAt() - killed);
            Await.untilTrue(
                    "nothing is left of a killed process",
                    () -> !store.sessions().contains(lease));
            processElection.join(server.endpoint());
        }
        faultRounds.conclude("from the kill to onElected", processElection.check());
        faultRounds.assertWithin(
                ProcessElections.LEASE.plus(ProcessElections.SCAN).plusMillis(100));
    }

    @Test
    void aFrozenLeaderIsNotHeldWhenItWakes() throws Exception {
        FaultRounds faultRounds = new FaultRounds("SIGSTOP of the leader for 8 s", 2, 20);
        FrozenLeader.play(faultRounds, processElection, round -> leaderOfTwo(), ProcessElections.SCAN, FROZEN);
    }

    private static Term leaderOfTwo() {
        store.awaitPlaces(processElection.election(), 2);
        return processElection.term();
    }
}
