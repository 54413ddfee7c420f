// SPDX-License-Identifier: Apache-2.0
package io.baton.etcd.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.etcd.server.EtcdCluster;
import io.baton.etcd.server.EtcdServer;
import io.baton.testkit.fault.TcpProxy;
import io.baton.testkit.fixture.Await;
import io.baton.testkit.process.election.FaultRounds;
import io.baton.testkit.process.election.ProcessElection;
import io.baton.testkit.process.election.ProcessElection.Term;
import io.baton.testkit.process.election.Worker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The store as a whole fails for a while: it is killed, has no quorum, or has thrown away what a session watches. */
@Timeout(1800)
class ServerFaultsTest {

    private static final Duration BLIP = Duration.ofSeconds(1);
    private static final Duration WITHOUT_QUORUM = Duration.ofSeconds(4);

    /** Outlives the cut of a link. */
    private static final Duration LONG_LEASE = Duration.ofSeconds(8);

    private static EtcdServer server;

    @BeforeAll
    static void start() throws InterruptedException {
        server = EtcdServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aServerThatIsKilledAndRestartedHasOneLeaderAgain() throws Exception {
        FaultRounds faultRounds = new FaultRounds("kill -9 of the only member, restart on the same data", 1, 10);
        try (ProcessElection processElection = ProcessElections.of("killed-server")) {
            processElection.join(server.endpoint());
            processElection.join(server.endpoint());
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

    /** One of the two is the etcd leader in every other round. */
    @Test
    void withoutAQuorumNoCandidateLeadsUntilItIsBack() throws Exception {
        FaultRounds faultRounds = new FaultRounds("two of three members frozen for 4 s", 1, 10);
        try (EtcdCluster cluster = EtcdCluster.start();
                ProcessElection processElection = ProcessElections.of("no-quorum")) {
            processElection.join(cluster.endpoints());
            processElection.join(cluster.endpoints());
            for (int round = 0; round < faultRounds.rounds(); round++) {
                Term old = processElection.term();
                List<EtcdServer> frozen = round % 2 == 0
                        ? List.of(cluster.leader(), cluster.followers().get(0))
                        : cluster.followers();
                Await.untilAfter(System.nanoTime(), faultRounds.anyPartOf(BLIP));
                long noQuorum = freeze(frozen);
                Await.untilAfter(noQuorum, WITHOUT_QUORUM);
                for (EtcdServer member : frozen) {
                    member.resume();
                }
                long woken = System.nanoTime();
                faultRounds.add(processElection.termAfter(old).electedAt() - woken);
                assertThat(Duration.ofNanos(old.heldUntil() - noQuorum))
                        .isLessThanOrEqualTo(ProcessElections.validity(ProcessElections.LEASE));
            }
            faultRounds.conclude("from SIGCONT to onElected", processElection.check());
        }
    }

    private static long freeze(List<EtcdServer> members) throws InterruptedException {
        for (EtcdServer member : members) {
            member.pause();
        }
        return System.nanoTime();
    }

    /** What it has missed cannot be told to a watch any more: it has to look again. */
    @Test
    void whatWasCompactedUnderAWatchIsNotMissed() throws Exception {
        FaultRounds faultRounds =
                new FaultRounds("the leader resigns and etcd compacts while the next in line is cut off", 1, 10);
        try (TcpProxy link = TcpProxy.to(server.address());
                ProcessElection processElection = ProcessElections.of("compacted", LONG_LEASE);
                Store store = Store.at(server)) {
            Worker near = processElection.join(server.endpoint());
            Worker far = processElection.join("http://127.0.0.1:" + link.port());
            for (int round = 0; round < faultRounds.rounds(); round++) {
                store.awaitPlaces(processElection.election(), 2);
                Term old = processElection.term();
                if (old.worker() != near) {
                    old.worker().resign();
                    old = processElection.termAfter(old);
                    store.awaitPlaces(processElection.election(), 2);
                }
                link.cut();
                old.worker().resign();
                long token = old.token();
                Await.untilTrue(
                        "it has left",
                        () -> store.queueKeys(processElection.election()).stream()
                                .noneMatch(place -> place.token() == token));
                server.gateway().put("compacted", "something after that");
                server.etcdctl(
                        "compaction", Long.toString(server.gateway().status().revision()));
                link.dropConnections();
                link.heal();
                long healed = System.nanoTime();
                Term next = processElection.termAfter(old);
                assertThat(next.worker()).isSameAs(far);
                faultRounds.add(next.electedAt() - healed);
            }
            faultRounds.conclude("from the healing to onElected", processElection.check());
        }
    }
}
